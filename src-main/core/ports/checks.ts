import type { MergeCheck } from '@contract/merges.ts';

export interface CheckWish {
  /** Where it runs: the top level of a worktree. */
  readonly folder: string;
  /** The person's own command line, as it stands in the settings. */
  readonly command: string;
  readonly timeoutMs: number;
  /** Ends it early: it then counts as not started. */
  readonly signal: AbortSignal;
  /** Beside the host's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** So much of the end of its output is kept, in UTF-16 units; absent: what a merge keeps. */
  readonly output?: number;
  /** Hears what it prints, as it comes. */
  heard?(text: string): void;
}

/** Runs a project's check. However it ends, nothing of it runs on: its whole process group is ended. */
export interface Checks {
  run(wish: CheckWish): Promise<MergeCheck>;
}
