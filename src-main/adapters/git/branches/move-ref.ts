import { ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';
import { tipOf } from './commit-facts.ts';
import { type Ground, noCommit, quiet } from './ground.ts';

export type RefMove = { readonly kind: 'moved' } | { readonly kind: 'stale'; readonly tip: string | null };

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Moves the branch if it still is where it was. `git` of a worktree on the branch: then its own reflog tells of it, too. */
export const moveRef = async (
  ground: Ground,
  git: Git,
  of: { readonly branch: string; readonly from: string; readonly to: string; readonly why: string },
): Promise<Result<RefMove>> => {
  const args = ['update-ref', '-m', `tutti: ${oneLine(of.why)}`, `refs/heads/${of.branch}`, of.to, of.from];
  const moved = await git([...quiet, ...args], { writes: true });
  if (moved.ok) return ok({ kind: 'moved' });
  const details = moved.error.details ?? '';
  if (/nonexistent object|non-commit object|not a valid SHA1/.test(details)) return noCommit(of.to);
  const tip = await tipOf(ground, of.branch);
  if (!tip.ok) return tip;
  if (tip.value === of.from) return moved;
  // A git that was ended after it had moved it, or that failed at what it does then. Taken for somebody else's, the files would go back.
  return ok(tip.value === of.to ? { kind: 'moved' } : { kind: 'stale', tip: tip.value });
};
