import type { Result } from '@contract/result.ts';
import type { WorktreeBusy } from './branch-reads.ts';

export interface StandWish {
  readonly branch: string;
  readonly base: string;
  /** Where the branch is meant to be checked out. */
  readonly worktree: string;
}

/** What a worktree has checked out, against what it is meant to have. `broken`: its `.git` leads nowhere. */
export type BranchPlace =
  | { readonly kind: 'there' | 'gone' | 'broken' }
  | { readonly kind: 'busy'; readonly with: WorktreeBusy }
  /** `on`: another branch; null: none. */
  | { readonly kind: 'elsewhere'; readonly on: string | null };

/** A branch against another one, in short. */
export interface ShortStand {
  /** Null: there is no such branch. Then, as where they have nothing in common, all figures are 0. */
  readonly tip: string | null;
  readonly baseTip: string | null;
  readonly related: boolean;
  readonly ahead: number;
  readonly behind: number;
  /** What the branch has changed since the merge base. */
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
  /** Paths in which the two would conflict. */
  readonly conflicts: readonly string[];
  readonly place: BranchPlace;
}

/** Where many branches stand. No call of these changes anything. Errors: `git_failed`. */
export interface BranchStands {
  /** In the order of the wishes. One process where nothing has moved since it was asked last, six where something has. */
  stands(of: readonly StandWish[]): Promise<Result<readonly ShortStand[]>>;
  /** Lines by which a worktree differs from its commit, of files that git knows. */
  openLines(worktree: string): Promise<Result<{ readonly insertions: number; readonly deletions: number }>>;
  /**
   * Calls `moved` whenever one of these branches may have been moved, made or deleted, by whom ever, or another is checked out in the
   * main worktree. What can't be watched is told by `false`: then it has to be asked for now and then.
   */
  follow(branches: readonly string[], moved: () => void): Promise<Followed>;
}

export interface Followed {
  readonly watched: boolean;
  stop(): void;
}
