import type { Profile } from '@contract/profiles.ts';
import type { Result } from '@contract/result.ts';
import type { EntryKind, Transcript, TranscriptHits } from '@contract/transcripts.ts';

export type TranscriptPart = Omit<Transcript, 'session' | 'file'>;

/** Which entries are wanted. The first of `around` and `near`, `from` and `before` that is set counts; none: the last ones. */
export interface WantedEntries {
  readonly count: number;
  /** A call's id, a message's id, or words. */
  readonly around: string | null;
  /** Milliseconds since 1970. */
  readonly near: number | null;
  readonly from: number | null;
  readonly before: number | null;
  /** Null: of every kind. */
  readonly kinds: readonly EntryKind[] | null;
}

export interface WantedWords {
  readonly words: string;
  readonly kinds: readonly EntryKind[] | null;
}

type Watcher = Profile['watcher'];

/**
 * Agents' own records of their conversations, read as they stand on the disk. `file` is a path; of a database with many conversations
 * the path, `#`, and the conversation's name.
 */
export interface Transcripts {
  /** Whether records of such a CLI can be read at all. */
  knows(watcher: Watcher): boolean;
  read(watcher: Watcher, file: string, wanted: WantedEntries): Promise<Result<TranscriptPart>>;
  search(watcher: Watcher, file: string, wanted: WantedWords): Promise<Result<TranscriptHits>>;
}
