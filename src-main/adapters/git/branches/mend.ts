import { rmSync } from 'node:fs';
import { ok, type Result } from '@contract/result.ts';
import { dropHalfMade } from '../half-made.ts';
import type { Ground } from './ground.ts';
import { breakOwnLock, isLeftByTutti } from './index-lock.ts';
import { mendMoves } from './mend-move.ts';
import { nameIn, ownFolder } from './own-places.ts';
import { savingFolder } from './save-work.ts';
import { gitFoldersOf } from './worktree-heads.ts';

/** Worktrees in Tutti's own folder that git had not made to the end. */
const mendHalfMade = (ground: Ground): Promise<Result<string[]>> => {
  const folder = ownFolder(ground.stateFolder);
  return dropHalfMade(ground.git, (path) => nameIn(folder, path) !== null);
};

/** Ends what was broken off. To be called while nothing else moves branches. */
export const mend = async (ground: Ground): Promise<Result<string[]>> => {
  rmSync(savingFolder(ground.stateFolder), { recursive: true, force: true });
  const moved = await ground.writing(() => mendMoves(ground, null));
  if (!moved.ok) return moved;
  // Locked, and nothing moved yet.
  const common = await ground.common();
  if (!common.ok) return common;
  for (const folder of gitFoldersOf(common.value)) if (isLeftByTutti(folder)) breakOwnLock(folder);
  const made = await ground.writing(() => mendHalfMade(ground));
  return made.ok ? ok([...moved.value, ...made.value]) : made;
};
