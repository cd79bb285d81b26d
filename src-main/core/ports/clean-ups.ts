import type { Result } from '@contract/result.ts';
import type { WorktreeBusy } from './branch-reads.ts';

/** A worktree below Tutti's own folder, or a branch below `tutti/` that no worktree of git's has checked out. */
export interface OwnPlace {
  /** A worktree's `<run>/<name>`, or the branch's name. */
  readonly name: string;
  readonly worktree: string | null;
  /** Its folder was taken away by hand: git only remembers it. */
  readonly missing: boolean;
  /** The branch, if it is one of Tutti's own; a worktree may be on somebody else's, or on none. */
  readonly branch: string | null;
  /** On a branch that is not Tutti's own: that branch keeps its commits. */
  readonly onOther: boolean;
  /** The commit that it stands on. */
  readonly tip: string | null;
  readonly busy: WorktreeBusy | null;
  readonly locked: boolean;
}

/** Taking away what is Tutti's own. Errors of each: `git_failed`; nothing is ever forced. */
export interface CleanUps {
  ownPlaces(): Promise<Result<readonly OwnPlace[]>>;
  /** What git ignores in a worktree and would go with it: the first of it, folders as one. */
  ignoredIn(worktree: string, limit: number): Promise<Result<readonly string[]>>;
  /**
   * `wrong_state`: it has something that is not committed, or submodules, or is locked, or no longer stands on `tip` (where one is named):
   * without a branch nothing else would have what was committed there since. `bad_input`: it is not Tutti's own.
   */
  removeWorktree(worktree: string, tip?: string | null): Promise<Result<void>>;
  /**
   * Ends a removal that was broken off: puts back what was deleted already, and removes it then. What differs from its commit in any other
   * way refuses it (`wrong_state`), as in `removeWorktree`. One that is gone is no error.
   */
  finishRemoving(worktree: string, tip?: string | null): Promise<Result<void>>;
  /** False: it no longer stands on `old` (or is checked out somewhere), and was left. */
  deleteBranch(branch: string, old: string): Promise<Result<boolean>>;
}
