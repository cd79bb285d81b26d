import { ok, type Result } from '@contract/result.ts';
import type { Advance, AdvanceWish } from '../../../core/ports/branch-merges.ts';
import { contains } from './commit-facts.ts';
import { type Ground, hashes } from './ground.ts';
import { moveBranch } from './move-branch.ts';

/** Moves a branch forward. */
export const advance = async (ground: Ground, wish: AdvanceWish): Promise<Result<Advance>> => {
  const { branch, from, to, why } = wish;
  const given = hashes(from, to);
  if (!given.ok) return given;
  const ready = await ground.common();
  if (!ready.ok) return ready;
  const forward = await contains(ground, to, from);
  if (!forward.ok) return forward;
  if (!forward.value) return ok({ kind: 'not_forward' });
  return ground.writing(() => moveBranch(ground, { branch, from, to, why, lenient: false }));
};
