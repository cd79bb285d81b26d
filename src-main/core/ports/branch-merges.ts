import type { Result } from '@contract/result.ts';

/**
 * merge: a commit with two parents, also where a fast-forward would do, so that it can be undone as one.
 * squash: one commit with one parent. rebase: each commit of the branch anew on the other, with its author, date and message.
 */
export type MergeStrategy = 'merge' | 'squash' | 'rebase';

export interface Trailer {
  /** e.g. `Tutti-Instance`: letters, digits and `-`. */
  readonly key: string;
  /** One line. */
  readonly value: string;
}

export interface MergeWish {
  /** Commits (hashes): what is merged into, and what is merged. */
  readonly into: string;
  readonly from: string;
  readonly strategy: MergeStrategy;
  /** Of the new commit; not used by rebase, whose commits keep theirs. */
  readonly message: string;
  /** Put below the message; not used by rebase. */
  readonly trailers?: readonly Trailer[];
  readonly signal?: AbortSignal;
}

/** One of the three versions of a conflicted file. */
export interface FileVersion {
  /** Its blob; of a submodule its commit. */
  readonly id: string;
  readonly mode: string;
  /** Where this version lies, where that differs from the path of the conflict (renames). */
  readonly path: string;
}

/** What git calls it: `names` is Tutti's own, two names that only differ in case where the file system does not tell them apart. */
export type ConflictKind =
  | 'content'
  | 'modify/delete'
  | 'add/add'
  | 'rename/rename'
  | 'rename/delete'
  | 'rename/add'
  | 'file/directory'
  | 'directory rename'
  | 'binary'
  | 'submodule'
  | 'modes'
  | 'names'
  | 'other';

export interface ConflictedFile {
  readonly path: string;
  readonly kind: ConflictKind;
  /** Null: not there in that version. */
  readonly base: FileVersion | null;
  readonly ours: FileVersion | null;
  readonly theirs: FileVersion | null;
}

export interface Conflict {
  readonly files: readonly ConflictedFile[];
  /** git's own sentences about it, in English. */
  readonly messages: readonly string[];
}

export type MergeAttempt =
  /** The commit exists, but no branch leads to it yet: `advance` does that. */
  | {
      readonly kind: 'merged';
      readonly commit: string;
      readonly tree: string;
      /** What a person may want to know: merges that a rebase has flattened, commits it left out. */
      readonly notes: readonly string[];
    }
  | (Conflict & {
      readonly kind: 'conflicted';
      /** Of a rebase: the commit that could not be put on, and what it was to be put on. */
      readonly stoppedAt: { readonly commit: string; readonly onto: string } | null;
    })
  /** All of it is in there already. */
  | { readonly kind: 'nothing' };

/** Why a branch can't be moved now though nothing is wrong with it; nothing has been changed. */
export interface Waiting {
  readonly kind: 'waiting';
  /** Where the branch is checked out. */
  readonly worktree: string;
  /**
   * changes: files with uncommitted changes; untracked: files that git does not know and that the new commit has; the others: it is
   * in the middle of that; away: its folder is on a drive that is not there; twice: it is
   * checked out in two worktrees, and this is the second.
   */
  readonly reason:
    | 'changes'
    | 'untracked'
    | 'rebase'
    | 'merge'
    | 'cherry-pick'
    | 'revert'
    | 'bisect'
    | 'away'
    | 'twice';
  /** The first 100 of them. */
  readonly files: readonly string[];
}

export type Advance =
  /** `worktree`: where the files followed. */
  | { readonly kind: 'moved'; readonly worktree: string | null }
  /** Someone else has moved it meanwhile (null: deleted): nothing was changed. */
  | { readonly kind: 'stale'; readonly tip: string | null }
  /** `to` does not contain `from`: refused. */
  | { readonly kind: 'not_forward' }
  | Waiting;

export interface AdvanceWish {
  readonly branch: string;
  readonly from: string;
  readonly to: string;
  /** For the reflog, which says `tutti: <why>`: one line. */
  readonly why: string;
}

export interface UndoWish {
  readonly branch: string;
  /** Tips of the branch before and after what is to be undone. */
  readonly before: string;
  readonly after: string;
  /** Of the commit that takes it back, where others have come on top. */
  readonly message: string;
  readonly trailers?: readonly Trailer[];
}

export type Undo =
  /** Nothing had come on top: the branch stands where it stood before. */
  | { readonly kind: 'back'; readonly worktree: string | null }
  /** A commit on top takes it back. */
  | { readonly kind: 'reverted'; readonly commit: string; readonly worktree: string | null }
  | (Conflict & { readonly kind: 'conflicted' })
  /** The branch no longer contains `after` (or is deleted: null), or its changes are gone already. */
  | { readonly kind: 'gone'; readonly tip: string | null }
  | { readonly kind: 'stale'; readonly tip: string | null }
  | Waiting;

export interface Prediction {
  readonly one: string;
  readonly other: string;
  /** Paths that would conflict; empty: they go together. */
  readonly files: readonly string[];
}

/**
 * Merging without a checkout. Commits are made as the person, by git's own settings, and signed where these say so; no hook runs. Errors
 * of each: `git_failed` (also: git older than 2.39, no name and e-mail set, a signature that was not made in time, another program's
 * lock), `not_found` (a commit that is not there), `wrong_state` (histories with nothing in common).
 */
export interface BranchMerges {
  tryMerge(wish: MergeWish): Promise<Result<MergeAttempt>>;
  /** Moves a branch forward, and the files of the worktree it is checked out in. One after the other in a repository. */
  advance(wish: AdvanceWish): Promise<Result<Advance>>;
  undo(wish: UndoWish): Promise<Result<Undo>>;
  /** Which of some pairs of commits would conflict. Costs four processes for any number of pairs that touch no common path. */
  predict(pairs: readonly (readonly [string, string])[]): Promise<Result<readonly Prediction[]>>;
}
