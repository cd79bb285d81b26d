import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { CommitOutcome, WorkToCommit } from '../../../core/ports/work-commits.ts';
import type { Ground } from '../branches/ground.ts';
import { copyIndex, type LockedIndex, lockIndex } from '../branches/index-lock.ts';
import { moveRef } from '../branches/move-ref.ts';
import { findCheckout } from './find-checkout.ts';

interface Made {
  readonly gitFolder: string;
  /** As it is with the commit. */
  readonly index: string;
  readonly from: string;
  readonly to: string;
}

type NotTaken = Exclude<CommitOutcome, { kind: 'committed' }> | null;

/**
 * The index first, then the branch: broken off in between, everything is staged and nothing is committed, which is a state that git knows.
 * The other way round the index would take the commit back.
 */
const moveBoth = async (
  ground: Ground,
  { worktree, branch, message }: WorkToCommit,
  made: Made,
  lock: LockedIndex,
): Promise<Result<NotTaken>> => {
  const before = `${made.index}-before`;
  try {
    copyFileSync(join(made.gitFolder, 'index'), before);
    copyIndex(made.index, lock.file);
    lock.take();
    const why = `commit: ${message.split('\n', 1)[0] ?? ''}`;
    const moved = await moveRef(ground, ground.gitAt(worktree), {
      branch,
      from: made.from,
      to: made.to,
      why,
    });
    if (moved.ok && moved.value.kind === 'moved') return ok(null);
    copyIndex(before, lock.file);
    lock.take();
    return moved.ok ? ok({ kind: 'moved' }) : moved;
  } finally {
    rmSync(before, { force: true });
  }
};

/** Makes a commit the worktree's, in its turn; null: done. What was done in the worktree meanwhile is looked at again. */
export const takeCommit = (ground: Ground, work: WorkToCommit, made: Made): Promise<Result<NotTaken>> =>
  ground.writing(async () => {
    const here = await findCheckout(ground, work);
    if (!here.ok) return here;
    if ('stop' in here.value) return ok(here.value.stop);
    const lock = lockIndex(made.gitFolder);
    if (!lock.ok) return lock;
    try {
      return await moveBoth(ground, work, made, lock.value);
    } finally {
      lock.value.unlock();
    }
  });
