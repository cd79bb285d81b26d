import type { Result } from '@contract/result.ts';
import type { ConflictedFile, Trailer } from './branch-merges.ts';
import type { FileAt } from './branch-reads.ts';

/** A merge with its conflicts in the files of a scratch worktree. */
export interface OpenMerge {
  readonly worktree: string;
  readonly into: string;
  readonly from: string;
  /** Still to be resolved; none: all went together, or git remembered how. In the files stand markers with the base version. */
  readonly files: readonly ConflictedFile[];
  /** Conflicts that are resolved already: as someone had resolved the same before (git's rerere), or staged by who works there. */
  readonly resolved: readonly string[];
}

/**
 * How one conflicted file is resolved; `path` as in `OpenMerge.files`. Of one with several names (renames) `text` goes where `ours` has it.
 * `as_is`: as it now lies in the scratch worktree (also: no longer there).
 */
export type FileResolution =
  | { readonly path: string; readonly how: 'text'; readonly text: string }
  | { readonly path: string; readonly how: 'ours' | 'theirs' | 'delete' | 'as_is' };

export type FinishedMerge =
  | { readonly kind: 'merged'; readonly commit: string; readonly tree: string }
  /** Markers left in these (`line` from 1), or not resolved at all (null): nothing was committed. */
  | {
      readonly kind: 'unresolved';
      readonly files: readonly { readonly path: string; readonly line: number | null }[];
    };

/**
 * A worktree of Tutti's own with no branch, in its state folder, re-used: what git ignores (installed packages) stays there. Calls of one
 * purpose go one after the other; what runs in it between two calls is the caller's matter. Errors: `git_failed`, `not_found` (commit).
 */
export interface Scratch {
  /** Puts it on a commit, whatever was in it before. Gives its top level. */
  at(commit: string): Promise<Result<string>>;
  /** Puts it on `into` and merges `from` into its files. */
  mergeWithMarkers(of: { readonly into: string; readonly from: string }): Promise<Result<OpenMerge>>;
  /** The merge that is open in it, also after a restart; null: none. */
  openMerge(): Promise<Result<OpenMerge | null>>;
  /** A file as it now lies there, with its markers. `limit` as in `fileAt`. */
  lying(path: string, limit?: number | null): Promise<Result<FileAt>>;
  /**
   * Resolves some files and keeps the rest as it is; git learns the resolutions. A text that still has markers is written, and its file stays
   * unresolved. Errors also: `wrong_state` (no merge is open), `bad_input` (a file that has no conflict).
   */
  saveResolutions(files: readonly FileResolution[]): Promise<Result<OpenMerge>>;
  /**
   * Resolves and commits; git learns the resolutions. No branch is moved. `squash`: a commit with the one parent `into`.
   * Errors also: `wrong_state` (no merge is open), `bad_input` (a file that has no conflict).
   */
  finishMerge(by: {
    readonly files: readonly FileResolution[];
    readonly strategy: 'merge' | 'squash';
    readonly message: string;
    readonly trailers?: readonly Trailer[];
  }): Promise<Result<FinishedMerge>>;
  /** Takes it away, with all in it. */
  remove(): Promise<Result<void>>;
}
