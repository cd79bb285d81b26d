import type { Profile } from '@contract/profiles.ts';
import type { Result } from '@contract/result.ts';
import type { TranscriptEntry } from '@contract/transcripts.ts';

export interface TranscriptPart {
  readonly entries: readonly TranscriptEntry[];
  readonly total: number;
}

/** Agents' own records of their conversations, read as they stand on the disk. */
export interface Transcripts {
  /**
   * The last `count` entries, or `count` entries around the first that `around` occurs in (a call's id, a message's header); with
   * none such, the last.
   */
  read(
    watcher: Profile['watcher'],
    file: string,
    wanted: { readonly count: number; readonly around: string | null },
  ): Promise<Result<TranscriptPart>>;
}
