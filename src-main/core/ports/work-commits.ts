import type { Result } from '@contract/result.ts';
import type { CommitRules } from '../model/leaks/commit-rules.ts';
import type { Trailer } from './branch-merges.ts';
import type { WorktreeBusy } from './branch-reads.ts';
import type { GitHooks } from './launch.ts';

export interface WorkToCommit {
  readonly worktree: string;
  /** Must be checked out there. */
  readonly branch: string;
  readonly message: string;
  readonly trailers: readonly Trailer[];
  /** Tutti's hooks, which run the person's; with what they need. */
  readonly hooks: GitHooks;
  /** All hooks together get so long, in milliseconds; then they are ended with all that they have started. */
  readonly hookMs: number;
  /** Asked with the paths that it would change; what it says refuses it. */
  readonly refuse: (paths: readonly string[]) => string | null;
}

export type CommitOutcome =
  /** There is nothing to commit. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'committed'; readonly commit: string; readonly files: number }
  /** In the middle of something that must be ended first. */
  | { readonly kind: 'busy'; readonly with: WorktreeBusy }
  /** `on`: another branch that is checked out there; null: none. */
  | { readonly kind: 'elsewhere'; readonly on: string | null }
  /** By `refuse`, or by a hook: its words. */
  | { readonly kind: 'refused'; readonly by: string; readonly words: string }
  /** Somebody else has moved the branch meanwhile. */
  | { readonly kind: 'moved' };

/** Commits in worktrees of instances: what refuses them, and those that Tutti makes itself. */
export interface WorkCommits {
  /** Keeps the rules where the hooks find them, also while no host is there. Errors: `state_read_only`. */
  writeRules(rules: CommitRules): Promise<Result<void>>;
  /**
   * All that differs in a worktree, new files too and ignored ones not, as a commit of the person's on its branch. Whatever comes of it but
   * `committed` leaves files, index and branch as they were. Errors: `git_failed`, of which one says that the person has no name set.
   */
  commitWork(of: WorkToCommit): Promise<Result<CommitOutcome>>;
  /** The commit a branch stands on if it has this trailer; else null. Errors: `git_failed`. */
  tipWith(
    branch: string,
    trailer: Trailer,
  ): Promise<Result<{ readonly commit: string; readonly files: number } | null>>;
}
