import type { InstanceId } from '@contract/ids.ts';
import type { ExportItem, RecordingFormat } from '@contract/recording-export.ts';
import type { TuttiError } from '@contract/result.ts';
import type { MaskingRules } from '../recording/masking/masking-rules.ts';

export interface ExportWish {
  readonly run: number;
  readonly format: RecordingFormat;
  /** Null: all. */
  readonly instances: readonly InstanceId[] | null;
  /** Null: nothing is masked. */
  readonly rules: MaskingRules | null;
  /** Absolute; null: the bytes are handed over. */
  readonly output: string | null;
  readonly force: boolean;
}

export interface ExportListener {
  item(item: ExportItem): void;
  /** Nothing comes after it. Absent: it went well, and the last item has said so. */
  end(error?: TuttiError): void;
}

export interface Exporting {
  /** Bytes of parts that have arrived. */
  ack(bytes: number): void;
  /** Nothing is left of it, and the listener hears no more. */
  cancel(): void;
}

/**
 * Writes recordings for others, each export in a thread of its own. What is written appears whole under its name, or not at all; what was on its
 * way when a host was killed is removed by the next. Errors: `not_found`, `bad_input` (of field `output` or `instances`), `wrong_state` (something is
 * there already), `refused` (a secret could not be masked), `disk_full`, `database_corrupt`, `database_newer`.
 */
export interface RecordingExporter {
  begin(wish: ExportWish, listener: ExportListener): Exporting;
  /** Cancels all. */
  stop(): Promise<void>;
}
