import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '@contract/result.ts';
import { tipOf } from './commit-facts.ts';
import type { Ground } from './ground.ts';
import { breakOwnLock, isLeftByTutti, isStillAtWork } from './index-lock.ts';
import { type Move, unfinishedMoves } from './journal.ts';
import { bringTo } from './mend-files.ts';
import { saveWork, savingFolder } from './save-work.ts';
import { checkoutsOf, gitFoldersOf } from './worktree-heads.ts';

/** A git that outlived Tutti gets this long to end: a large checkout on a slow disk. Then it is taken for dead, too. */
const patienceMs = 20_000;
const lookEveryMs = 100;

const untilEnded = async (gitFolder: string): Promise<void> => {
  for (let waited = 0; isStillAtWork(gitFolder) && waited < patienceMs; waited += lookEveryMs)
    await pause(lookEveryMs);
};

const short = (commit: string): string => commit.slice(0, 10);

const mendMove = async (ground: Ground, move: Move): Promise<Result<string | null>> => {
  const { worktree, gitFolder, branch } = move;
  if (!existsSync(worktree) || !existsSync(gitFolder)) return ok(null);
  await untilEnded(gitFolder);
  breakOwnLock(gitFolder);
  const tip = await tipOf(ground, branch);
  if (!tip.ok) return tip;
  const checkouts = await checkoutsOf(ground, branch);
  if (!checkouts.ok) return checkouts;
  const here = checkouts.value.find((checkout) => checkout.worktree === worktree);
  // Someone went on from here: what lies there is theirs.
  if (here === undefined || here.busy !== null || (tip.value !== move.from && tip.value !== move.to))
    return ok(null);
  // Null where the files are as the branch has them: the index may still be the old one.
  const saved = await saveWork(ground, {
    worktree,
    ref: `refs/tutti/mended/${Date.now()}-${short(tip.value)}`,
    message: `Files of ${worktree} as they were when Tutti was ended while it moved ${branch}`,
  });
  if (!saved.ok) return saved;
  // The files may be right and the index not: it comes last.
  const staged = await ground.gitAt(worktree)(['diff-index', '--cached', '--quiet', tip.value], {
    accept: [0, 1],
  });
  if (!staged.ok) return staged;
  if (saved.value === null && staged.value.code === 0) return ok(null);
  const left = await bringTo(ground, move, tip.value);
  if (!left.ok) return left;
  const kept = left.value.length === 0 ? '' : ` Changed by someone else, so left: ${left.value.join(', ')}.`;
  return ok(
    `${worktree} was being moved when Tutti ended: its files are as ${branch} has them (${short(tip.value)}).${kept}`,
  );
};

/** Ends what was broken off. To be called while nothing else moves branches. */
export const mend = async (ground: Ground): Promise<Result<string[]>> => {
  rmSync(savingFolder(ground.stateFolder), { recursive: true, force: true });
  const done: string[] = [];
  for (const { move, forget } of unfinishedMoves(ground.stateFolder)) {
    const mended = move === null ? ok(null) : await mendMove(ground, move);
    if (!mended.ok) return mended;
    if (mended.value !== null) done.push(mended.value);
    forget();
  }
  // Locked, and nothing moved yet.
  const common = await ground.common();
  if (!common.ok) return common;
  for (const folder of gitFoldersOf(common.value)) if (isLeftByTutti(folder)) breakOwnLock(folder);
  return ok(done);
};
