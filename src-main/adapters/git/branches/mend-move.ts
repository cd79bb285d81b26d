import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '@contract/result.ts';
import { tipOf } from './commit-facts.ts';
import type { Ground } from './ground.ts';
import { breakOwnLock, isStillAtWork } from './index-lock.ts';
import { type Move, unfinishedMoves } from './journal.ts';
import { bringTo } from './mend-files.ts';
import { saveWork } from './save-work.ts';
import { checkoutsOf } from './worktree-heads.ts';

/** A git that outlived Tutti gets this long to end: a large checkout on a slow disk. Then it is taken for dead, too. */
const patienceMs = 20_000;
const lookEveryMs = 100;

const untilEnded = async (gitFolder: string): Promise<void> => {
  for (let waited = 0; isStillAtWork(gitFolder) && waited < patienceMs; waited += lookEveryMs)
    await pause(lookEveryMs);
};

const short = (commit: string): string => commit.slice(0, 10);

/** Ends a move that was broken off, and says what it did; null: there was nothing to do. In its turn. */
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
  const git = ground.gitAt(worktree);
  // Null where the files are as the branch has them: the index may still be the old one.
  const work = {
    worktree,
    ref: `refs/tutti/mended/${Date.now()}-${short(tip.value)}`,
    message: `Files of ${worktree} as they were when the move of ${branch} was broken off`,
  };
  const saved = await saveWork(ground, work, (write) => write());
  if (!saved.ok) return saved;
  // The files may be right and the index not: it comes last.
  const staged = await git(['diff-index', '--cached', '--quiet', tip.value], { accept: [0, 1] });
  if (!staged.ok) return staged;
  if (saved.value === null && staged.value.code === 0) return ok(null);
  const left = await bringTo(git, move, tip.value);
  if (!left.ok) return left;
  const kept = left.value.length === 0 ? '' : ` Changed by someone else, so left: ${left.value.join(', ')}.`;
  return ok(
    `${worktree} was being moved when Tutti was broken off: its files are as ${branch} has them (${short(tip.value)}).${kept}`,
  );
};

/** Ends what was broken off; of one worktree alone where one is named. In its turn. Gives what it did, a sentence each. */
export const mendMoves = async (ground: Ground, worktree: string | null): Promise<Result<string[]>> => {
  const done: string[] = [];
  for (const { move, forget } of unfinishedMoves(ground.stateFolder)) {
    if (worktree !== null && move?.worktree !== worktree) continue;
    const mended = move === null ? ok(null) : await mendMove(ground, move);
    if (!mended.ok) return mended;
    if (mended.value !== null) done.push(mended.value);
    forget();
  }
  return ok(done);
};
