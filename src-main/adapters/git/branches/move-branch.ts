import { ok, type Result } from '@contract/result.ts';
import type { Waiting } from '../../../core/ports/branch-merges.ts';
import { checkoutTimeoutMs } from '../run-git.ts';
import { tipOf } from './commit-facts.ts';
import { type Ground, quiet } from './ground.ts';
import { inTheWay, refusedByGit } from './in-the-way.ts';
import { type LockedIndex, lockIndex } from './index-lock.ts';
import { type Move, noteMove } from './journal.ts';
import { bringTo } from './mend-files.ts';
import { mendMoves } from './mend-move.ts';
import { moveRef, type RefMove } from './move-ref.ts';
import { type Checkout, checkoutsOf } from './worktree-heads.ts';

export interface BranchMove {
  readonly branch: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
  /** Uncommitted changes may stay, in files that are the same in both commits. */
  readonly lenient: boolean;
}

export type MovedBranch =
  | { readonly kind: 'moved'; readonly worktree: string | null }
  | Extract<RefMove, { kind: 'stale' }>
  | Waiting;

const told = (moved: Result<RefMove>, worktree: string | null): Result<MovedBranch> => {
  if (!moved.ok) return moved;
  return ok(moved.value.kind === 'moved' ? { kind: 'moved', worktree } : moved.value);
};

/** Brings the files from one commit to the other, on a copy of the index. Refuses, with nothing changed, where a file has changes. */
const moveFiles = async (
  ground: Ground,
  { worktree }: Checkout,
  index: LockedIndex,
  from: string,
  to: string,
) => {
  const git = ground.gitAt(worktree);
  const write = { writes: true, timeoutMs: checkoutTimeoutMs, more: { GIT_INDEX_FILE: index.file } };
  // A file that was written again with what it had is no change, but read-tree goes by its time alone. 1: some do differ.
  const refreshed = await git([...quiet, 'update-index', '-q', '--refresh'], { ...write, accept: [0, 1] });
  if (!refreshed.ok) return refreshed;
  return git([...quiet, 'read-tree', '-m', '-u', from, to], write);
};

/** What seems in the way may be what somebody else has merged meanwhile: then it is not to be waited for. */
const staleOr = async (
  ground: Ground,
  { branch, from }: BranchMove,
  obstacle: Waiting,
): Promise<Result<MovedBranch>> => {
  const tip = await tipOf(ground, branch);
  if (!tip.ok) return tip;
  return ok(tip.value === from ? obstacle : { kind: 'stale', tip: tip.value });
};

/** The files as they were, under the index's lock. */
const putBack = (ground: Ground, move: Move, index: LockedIndex): Promise<Result<string[]>> => {
  const git = ground.gitAt(move.worktree);
  const more = { GIT_INDEX_FILE: index.file };
  return bringTo((args, run = {}) => git(args, { ...run, more }), move, move.from);
};

/**
 * Files, then the branch, then the index: all under the index's lock, so that no commit of an agent falls in between. What is broken
 * off in the middle, the journal tells of.
 */
const moveLocked = async (
  ground: Ground,
  checkout: Checkout,
  index: LockedIndex,
  move: BranchMove,
): Promise<Result<MovedBranch>> => {
  const { branch, from, to } = move;
  const { worktree, gitFolder } = checkout;
  const obstacle = await inTheWay(ground.gitAt(worktree), checkout, move);
  if (!obstacle.ok) return obstacle;
  if (obstacle.value !== null) return staleOr(ground, move, obstacle.value);
  const noted = { worktree, gitFolder, branch, from, to };
  const { settled, broken } = noteMove(ground.stateFolder, noted);
  try {
    const files = await moveFiles(ground, checkout, index, from, to);
    if (!files.ok) {
      const refusal = refusedByGit(worktree, files.error.details ?? '');
      // Anything else (a full disk) may have happened half way.
      const back = refusal === null ? await putBack(ground, noted, index) : ok([]);
      if (back.ok) settled();
      return refusal === null ? files : ok(refusal);
    }
    const moved = await moveRef(ground, ground.gitAt(worktree), move);
    if (!moved.ok || moved.value.kind === 'stale') {
      const undone = await moveFiles(ground, checkout, index, to, from);
      if (undone.ok) settled();
      return told(moved, worktree);
    }
    index.take();
    settled();
    return ok({ kind: 'moved', worktree });
  } finally {
    // What could not be put back now is mended before the branch is moved next, or by the next host.
    broken();
  }
};

const moveWithFiles = async (
  ground: Ground,
  checkout: Checkout,
  move: BranchMove,
): Promise<Result<MovedBranch>> => {
  // Before its lock is taken: one in the middle of something has no use for it.
  if (checkout.away || checkout.busy !== null) {
    const why = await inTheWay(ground.gitAt(ground.root), checkout, move);
    if (!why.ok) return why;
    if (why.value !== null) return ok(why.value);
  }
  const mended = await mendMoves(ground, checkout.worktree);
  if (!mended.ok) return mended;
  const index = lockIndex(checkout.gitFolder);
  if (!index.ok) return index;
  try {
    return await moveLocked(ground, checkout, index.value, move);
  } finally {
    index.value.unlock();
  }
};

/** Moves a branch if it still stands where it did, and with it the files of the worktree that it is checked out in. In its turn. */
export const moveBranch = async (ground: Ground, move: BranchMove): Promise<Result<MovedBranch>> => {
  const checkouts = await checkoutsOf(ground, move.branch);
  if (!checkouts.ok) return checkouts;
  const [first, second] = checkouts.value;
  if (first === undefined) {
    const moved = await moveRef(ground, ground.git, move);
    return told(moved, null);
  }
  // Checked out twice by force: the files of one would be left behind, so neither moves.
  if (second !== undefined)
    return ok({ kind: 'waiting', worktree: second.worktree, reason: 'twice', files: [] });
  return moveWithFiles(ground, first, move);
};
