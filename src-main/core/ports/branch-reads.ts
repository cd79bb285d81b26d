import type { Result } from '@contract/result.ts';

/** How a file of one commit differs from that of another. `type`: a file became a link, or a submodule. */
export type FileChangeKind = 'created' | 'changed' | 'deleted' | 'renamed' | 'copied' | 'type';

/** Paths are relative to the top level, with `/`, as git has them: any bytes but NUL. */
export interface ChangedFile {
  readonly path: string;
  /** Of a renamed or copied one: what it was called. */
  readonly oldPath: string | null;
  readonly kind: FileChangeKind;
  /** Lines; 0 of a binary file. */
  readonly insertions: number;
  readonly deletions: number;
  readonly binary: boolean;
  /** As git writes them: `100644`, `100755` (executable), `120000` (link), `160000` (submodule); null: not there. */
  readonly oldMode: string | null;
  readonly mode: string | null;
}

export interface ListedCommit {
  readonly hash: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly email: string;
  /** Author's time in milliseconds since 1970. */
  readonly at: number;
  readonly subject: string;
}

/** A branch against another one (or any commit). */
export interface BranchStand {
  readonly tip: string;
  readonly baseTip: string;
  /** Null: they have no history in common. */
  readonly mergeBase: string | null;
  /** Commits that only the branch has, and that only its base has. */
  readonly ahead: number;
  readonly behind: number;
  /** What the branch has changed since the merge base. */
  readonly files: readonly ChangedFile[];
}

/** A file as a commit has it. */
export type FileAt =
  | { readonly kind: 'absent' }
  /** `exact` false: some bytes are no UTF-8 and are shown as U+FFFD; such a text must not be written back. */
  | { readonly kind: 'text'; readonly text: string; readonly exact: boolean; readonly mode: string }
  | { readonly kind: 'binary'; readonly bytes: number; readonly mode: string }
  /** Larger than what was asked for. */
  | { readonly kind: 'large'; readonly bytes: number; readonly mode: string }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'submodule'; readonly commit: string };

/** What a repository holds. No call of these changes anything in it. Errors of each: `git_failed`; further ones are named. */
export interface BranchReads {
  /** The branch that is checked out in the project's own folder, or the short commit of a detached HEAD. */
  current(): Promise<Result<string>>;
  /** The commits that branches stand on, by their names; null: there is no such branch. One process for any number. */
  tips(branches: readonly string[]): Promise<Result<ReadonlyMap<string, string | null>>>;
  /** The commit a branch stands on; null: there is no such branch. */
  tip(branch: string): Promise<Result<string | null>>;
  /** The commit that a name (branch, tag, hash, `HEAD`) means; null: none. */
  commitOf(name: string): Promise<Result<string | null>>;
  /** `branch` and `base` are names as for `commitOf`. Error: `not_found` (which of them). */
  standOf(of: { readonly branch: string; readonly base: string }): Promise<Result<BranchStand>>;
  /** Commits of `branch` that `base` has not, newest first, at most `limit`. Error: `not_found`. */
  commits(base: string, branch: string, limit: number): Promise<Result<readonly ListedCommit[]>>;
  /** What differs from one commit to the other. Error: `not_found`. */
  diffFiles(from: string, to: string): Promise<Result<readonly ChangedFile[]>>;
  /**
   * The difference as a patch, of of these files, or (none named) of all. `from` null: against nothing. Text behind `limit`
   * (UTF-16 units) is cut off at the end of a line. Error: `not_found`.
   */
  patch(of: {
    readonly from: string | null;
    readonly to: string;
    readonly paths: readonly string[];
    readonly limit: number;
  }): Promise<Result<{ readonly text: string; readonly cut: boolean }>>;
  /** `limit`: bytes; null: 2 MiB. Error: `not_found` (the commit). */
  fileAt(commit: string, path: string, limit?: number | null): Promise<Result<FileAt>>;
  /** As `fileAt`, of a blob named by its hash (a version of a conflicted file). */
  blob(blob: { readonly id: string; readonly mode: string }, limit?: number | null): Promise<Result<FileAt>>;
  /** Full names of the refs at or below a prefix (`refs/heads/`, `refs/tutti/`) from which the commit can be reached. Error: `not_found`. */
  containing(commit: string, prefix: string): Promise<Result<readonly string[]>>;
  /** Where the branch is checked out: mostly nowhere or once; more than once only by force. */
  checkedOut(branch: string): Promise<Result<readonly CheckedOut[]>>;
}

/** What a worktree is in the middle of: until it is done or given up, its branch must not be moved under it. */
export type WorktreeBusy = 'rebase' | 'merge' | 'cherry-pick' | 'revert' | 'bisect';

export interface CheckedOut {
  /** Top level of the worktree. */
  readonly worktree: string;
  readonly busy: WorktreeBusy | null;
  /** Its folder is not there, but it is locked (a drive that is not plugged in): its files can't follow the branch. */
  readonly away: boolean;
}
