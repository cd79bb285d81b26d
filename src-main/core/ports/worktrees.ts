import type { Result } from '@contract/result.ts';

export interface Repository {
  /** Real path of the top level. */
  readonly root: string;
  /** Checked-out branch, or the short commit of a detached HEAD. */
  readonly branch: string;
}

export interface Worktree {
  readonly path: string;
  readonly branch: string;
}

/** What a new worktree gets beside what git checks out. */
export interface FurnishWish {
  /** Paths of the person's checkout, relative to its top; `*` and `?` within a name, `**` for any folders. */
  readonly copy: readonly string[];
  readonly link: readonly string[];
  /** Ends it early. */
  readonly signal: AbortSignal;
}

export interface Furnished {
  /** Files. */
  readonly copied: number;
  readonly linked: number;
  /** What the person should know, a sentence each: what was not there, what git leaves out of a worktree. */
  readonly notes: readonly string[];
}

/** What the core needs of git. Writes to one repository are serialised by the adapter. */
export interface Worktrees {
  repository(): Promise<Result<Repository>>;
  /** Makes a branch `tutti/<run>/<name>` from `from` and a worktree on it; if both exist already, gives them back. */
  add(spec: { run: number; name: string; from: string }): Promise<Result<Worktree>>;
  /**
   * Makes a worktree whose folder was taken away again where it was, on its branch. False: it is there. Errors also: `wrong_state` (a folder is
   * there that is no worktree, or its branch is gone, too).
   */
  comeBack(worktree: Worktree): Promise<Result<boolean>>;
  /** Those of some hashes, whole or shortened, that name no commit of the repository that the folder belongs to. */
  missingCommits(folder: string, commits: readonly string[]): Promise<Result<readonly string[]>>;
  /**
   * Where a claim on paths of a worktree really lies: symbolic links of what stands before its first glob are followed, as far as it
   * exists. Relative to the worktree; null: it leads out of it, or into its .git.
   */
  placeOfClaim(worktree: string, claim: string): Promise<string | null>;
  /** How many files of a worktree differ from the commit that it stands on, new ones included; ignored ones don't count. */
  uncommitted(worktree: string): Promise<Result<number>>;
  /**
   * Copies and links into a worktree what git does not have, over nothing that is there, and keeps it out of `git status`. What
   * can't be had is a note, not an error. Again on the same worktree it does what was left.
   */
  furnish(worktree: string, wish: FurnishWish): Promise<Result<Furnished>>;
  /** Writes a file into a worktree and keeps it out of `git status` and commits (info/exclude). */
  writeUntracked(worktree: string, file: string, text: string): Promise<Result<void>>;
}
