/** A file that differs from the commit a worktree stands on. Paths are relative to the worktree, with `/`, as git has them. */
export interface SeenFile {
  readonly path: string;
  readonly kind: 'created' | 'changed' | 'deleted';
  /** When it was written last, in milliseconds since 1970; for a deleted one, when it was missed. */
  readonly at: number;
}

/** How a commit came about, as the worktree's own reflog tells. */
export type CommitWay = 'commit' | 'amend' | 'merge' | 'pick' | 'rebase';

/** A commit that was made in a worktree. */
export interface SeenCommit {
  readonly hash: string;
  /** More than one: a merge. */
  readonly parents: readonly string[];
  readonly way: CommitWay;
  /** The commit that it stands in place of, for an amended one. */
  readonly amends: string | null;
  readonly author: string;
  /** Author's time in milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
  /** What it changes; of a merge only what is like none of its parents, since the rest is others' work. */
  readonly files: readonly string[];
  /** Those of them that were changed just now: of an amended one not what it had before, of a rebased one none. */
  readonly touched: readonly string[];
}

/** A worktree as it is now, against how it was at the look before. */
export interface WorktreeLook {
  /** Null: no branch is checked out. */
  readonly branch: string | null;
  /** The commit that it stands on, and the one at the look before. */
  readonly tip: string;
  readonly from: string;
  /** Made here since then, oldest first, also those that are no longer on the branch. */
  readonly commits: readonly SeenCommit[];
  /** Commits below `from` that are not below `tip`: a reset, a rebase or another branch has left them. */
  readonly dropped: readonly string[];
  /** New, or written again. At the first look: all that differ. */
  readonly changed: readonly SeenFile[];
  /** They differ no longer: committed, or as they were. */
  readonly settled: readonly string[];
  /** How many files differ now. */
  readonly dirty: number;
}

export interface WorktreeListener {
  /** Not awaited; it is called again only when something is different. */
  looked(look: WorktreeLook): void;
  /** It can't be watched as it should, and why; null: it is again. Meanwhile it is looked at now and then. */
  troubled(reason: string | null): void;
}

export interface WorktreeWatch {
  /** Looks once more at what has happened so far, then stops; resolves when that has been told. */
  finish(): Promise<void>;
  stop(): void;
}

/** Watches instances' worktrees: files, and where their branches stand. Nothing is asked of git while nothing happens. */
export interface WorktreeWatches {
  /** `tip`: where it stood when it was last told of; null: tell of all that was committed since the worktree was made. */
  watch(
    place: { readonly folder: string; readonly tip: string | null },
    listener: WorktreeListener,
  ): WorktreeWatch;
  stop(): Promise<void>;
}
