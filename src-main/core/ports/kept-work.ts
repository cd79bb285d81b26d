import type { Result } from '@contract/result.ts';

/** A ref below `refs/tutti/`: it keeps a commit, and all below it, from git's clean-up. */
export interface KeptRef {
  readonly ref: string;
  readonly commit: string;
  /** When it was kept, in milliseconds since 1970 (or when the commit was made, where git has noted no more). */
  readonly at: number;
  readonly subject: string;
}

export interface SavedWork {
  readonly commit: string;
  /** How many files it has that differ from the commit the worktree stands on. */
  readonly files: number;
  /** Files that could not be read, so are not in it. */
  readonly left: readonly string[];
}

/** What is kept so that nothing is lost. Errors: `bad_input` (a ref outside `refs/tutti/`), `git_failed`. */
export interface KeptWork {
  /**
   * Everything uncommitted in a worktree (changed, staged, new but not ignored) as a commit on top of its HEAD, under a ref. The
   * worktree and its index stay as they are; it may be in the middle of a merge or rebase. Null: there is nothing to save.
   */
  saveWork(of: {
    readonly worktree: string;
    readonly ref: string;
    readonly message: string;
    readonly trailers?: readonly { readonly key: string; readonly value: string }[];
  }): Promise<Result<SavedWork | null>>;
  /** Also moves one that is there. `why`: for its reflog, one line. */
  keep(ref: string, commit: string, why: string): Promise<Result<void>>;
  /** As `keep`, of several at once: all of them, or none. */
  keepAll(
    refs: readonly { readonly ref: string; readonly commit: string }[],
    why: string,
  ): Promise<Result<void>>;
  /** All refs at or below a prefix, such as `refs/tutti/before-merge/`. */
  kept(prefix: string): Promise<Result<readonly KeptRef[]>>;
  /** False: it no longer stands on `old`, and was left. */
  drop(ref: string, old: string): Promise<Result<boolean>>;
}
