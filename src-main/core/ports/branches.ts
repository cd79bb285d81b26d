import type { Result } from '@contract/result.ts';
import type { BranchMerges } from './branch-merges.ts';
import type { BranchReads } from './branch-reads.ts';
import type { BranchStands } from './branch-stands.ts';
import type { CleanUps } from './clean-ups.ts';
import type { KeptWork } from './kept-work.ts';
import type { Scratch } from './scratch-worktrees.ts';

/** The branches of a project's repository: what they hold, how they are merged, what is kept of them. */
export interface Branches extends BranchReads, BranchMerges, BranchStands, KeptWork, CleanUps {
  /** One worktree for each purpose (letters, digits, `-`, `_`; at most 60), such as `check` or `resolve-12`. */
  scratch(purpose: string): Scratch;
  /** Purposes that have something in the folder of scratch worktrees, sound or not. */
  scratches(): Promise<Result<readonly string[]>>;
  /**
   * To be called at start, before anything else here: brings each worktree whose files were being moved when Tutti ended to the
   * commit that its branch stands on, and says what it did, a sentence each. What it changes is kept under `refs/tutti/mended/` first.
   */
  mend(): Promise<Result<readonly string[]>>;
}
