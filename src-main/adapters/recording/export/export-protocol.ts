import type { exportPhases, RecordingFormat } from '@contract/recording-export.ts';
import type { TuttiError } from '@contract/result.ts';
import type { MaskingRules } from '../../../core/recording/masking/masking-rules.ts';
import type { MaskedCounts } from './mask-file.ts';

/** What a thread is to make, once. */
export interface ExportOrder {
  /** The recording, which may still be written. */
  readonly source: string;
  /** An empty folder for whatever it takes. */
  readonly folder: string;
  readonly format: RecordingFormat;
  readonly instances: readonly string[] | null;
  readonly rules: MaskingRules | null;
  /** The built page that plays a recording, for `html`. */
  readonly page: string;
}

export interface Made {
  /** A file in that folder, or a folder in it. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Null: nothing was to be masked. */
  readonly masked: MaskedCounts | null;
}

export type ExportReport =
  | { readonly kind: 'progress'; readonly phase: (typeof exportPhases)[number]; readonly share: number }
  | { readonly kind: 'made'; readonly made: Made }
  | { readonly kind: 'failed'; readonly error: TuttiError };
