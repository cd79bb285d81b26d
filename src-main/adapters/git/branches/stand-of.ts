import { ok, type Result } from '@contract/result.ts';
import type { BranchStand } from '../../../core/ports/branch-reads.ts';
import { knownCommit } from './commit-facts.ts';
import { diffFiles } from './diff-files.ts';
import type { Ground } from './ground.ts';

export const mergeBaseOf = async (
  { git }: Ground,
  one: string,
  other: string,
): Promise<Result<string | null>> => {
  const found = await git(['merge-base', one, other], { accept: [0, 1] });
  if (!found.ok) return found;
  return ok(found.value.code === 0 ? found.value.stdout.trim() : null);
};

/** How far a branch is from another one, and what it has changed. */
export const standOf = async (
  ground: Ground,
  { branch, base }: { readonly branch: string; readonly base: string },
): Promise<Result<BranchStand>> => {
  const [tip, baseTip] = await Promise.all([knownCommit(ground, branch), knownCommit(ground, base)]);
  if (!tip.ok) return tip;
  if (!baseTip.ok) return baseTip;
  const [mergeBase, counted] = await Promise.all([
    mergeBaseOf(ground, tip.value, baseTip.value),
    ground.git(['rev-list', '--left-right', '--count', `${baseTip.value}...${tip.value}`]),
  ]);
  if (!mergeBase.ok) return mergeBase;
  if (!counted.ok) return counted;
  const [behind = 0, ahead = 0] = counted.value.stdout.trim().split('\t').map(Number);
  const files = await diffFiles(ground, mergeBase.value ?? baseTip.value, tip.value);
  if (!files.ok) return files;
  return ok({
    tip: tip.value,
    baseTip: baseTip.value,
    mergeBase: mergeBase.value,
    ahead,
    behind,
    files: files.value,
  });
};
