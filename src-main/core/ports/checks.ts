import type { MergeCheck } from '@contract/merges.ts';

export interface CheckWish {
  /** Where it runs: the top level of a worktree. */
  readonly folder: string;
  /** The person's own command line, as it stands in the settings. */
  readonly command: string;
  readonly timeoutMs: number;
  /** Ends it early: it then counts as not started. */
  readonly signal: AbortSignal;
}

/** Runs a project's check. However it ends, nothing of it runs on: its whole process group is ended. */
export interface Checks {
  run(wish: CheckWish): Promise<MergeCheck>;
}
