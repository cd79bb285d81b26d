import { ok, type Result } from '@contract/result.ts';
import { dropHalfMade } from '../half-made.ts';
import type { Ground } from './ground.ts';
import { breakOwnLock, isLeftByTutti } from './index-lock.ts';
import { mendMoves } from './mend-move.ts';
import { nameIn, ownFolder } from './own-places.ts';
import { dropLeftIndexes } from './save-work.ts';
import { gitFoldersOf } from './worktree-heads.ts';

/** Worktrees in Tutti's own folder that git had not made to the end. */
const mendHalfMade = (ground: Ground): Promise<Result<string[]>> => {
  const folder = ownFolder(ground.stateFolder);
  return dropHalfMade(ground.git, (path) => nameIn(folder, path) !== null);
};

/** Ends what was broken off. What this process is at meanwhile (an instance's work is kept, its task committed) goes on. */
export const mend = async (ground: Ground): Promise<Result<string[]>> => {
  dropLeftIndexes(ground.stateFolder);
  const moved = await ground.writing(() => mendMoves(ground, null));
  if (!moved.ok) return moved;
  const common = await ground.common();
  if (!common.ok) return common;
  const made = await ground.writing(() => {
    // Locked, and nothing moved yet. In its turn: then no lock of this process stands that is still in use.
    for (const folder of gitFoldersOf(common.value)) if (isLeftByTutti(folder)) breakOwnLock(folder);
    return mendHalfMade(ground);
  });
  return made.ok ? ok([...moved.value, ...made.value]) : made;
};
