import type { Instance } from '@contract/instances.ts';
import { landedOtherwise, type Merge } from '@contract/merges.ts';
import { type Stand, standLimits } from '@contract/stands.ts';
import type { Fact } from '../../ledger.ts';
import type { BranchPlace, ShortStand, StandWish } from '../../ports/branch-stands.ts';

/** Before anything is known. */
const nothingKnown = (base: string): Stand => ({
  ...{ base, tip: null, baseTip: null, ahead: 0, behind: 0, files: 0, insertions: 0, deletions: 0 },
  ...{ open: { insertions: 0, deletions: 0 }, conflicts: [], conflicting: 0, trouble: null },
});

const wayOut = {
  rebase: 'git rebase --continue or git rebase --abort',
  merge: 'git commit or git merge --abort',
  'cherry-pick': 'git cherry-pick --continue or git cherry-pick --abort',
  revert: 'git revert --continue or git revert --abort',
  bisect: 'git bisect reset',
} as const;

const troubleOfPlace = (place: BranchPlace, { id, branch, cwd }: Instance): string | null => {
  switch (place.kind) {
    case 'there':
      return null;
    case 'gone':
      return `its worktree ${cwd} is gone; its commits are still on ${branch}. Restart ${id}, and it is made again`;
    case 'broken':
      return `${cwd} is no worktree any more: its .git leads nowhere. In the repository, type: git worktree repair '${cwd}'`;
    case 'busy':
      return `a ${place.with} is in progress in its worktree, until then its branch does not move: ${wayOut[place.with]}`;
    case 'elsewhere':
      return place.on === null
        ? `its worktree has no branch checked out: git switch ${branch}`
        : `${place.on} is checked out in its worktree, so what it commits there is not on ${branch}: git switch ${branch}`;
    default:
      return place satisfies never;
  }
};

/** The commit that was seen last is in git still, for weeks at least. */
const branchGone = ({ branch, stand, work }: Instance): string => {
  // Of one that was deleted before anybody looked where it stands, its last commit is known.
  const last = stand?.tip ?? work.lastCommit?.hash ?? null;
  const how =
    last === null ? '' : `. It stood on ${last.slice(0, 10)}: git branch ${branch} ${last.slice(0, 10)}`;
  return `its branch ${branch} is gone${how}`;
};

/** What is wrong with it, in words that say what to do; one that has ended works nowhere, and may be put away. */
export const troubleOf = (seen: ShortStand, base: string, instance: Instance): string | null => {
  if (seen.tip === null) return instance.state === 'terminated' ? null : branchGone(instance);
  if (seen.baseTip === null) return `there is no branch ${base} for it to go into`;
  if (!seen.related) return `it has no history in common with ${base}`;
  return instance.state === 'terminated' ? null : troubleOfPlace(seen.place, instance);
};

/**
 * Where a branch stands as a person means it: what was squashed or rebased into its base has nothing left to bring and conflicts with
 * nothing, as after a merge. git, which knows no more of it than the lines, would find them in each other's way.
 */
export const withoutLanded = (
  merges: readonly Merge[],
  { branch, base }: Pick<StandWish, 'branch' | 'base'>,
  seen: ShortStand,
): ShortStand => {
  const { tip } = seen;
  if (tip === null || landedOtherwise(merges, { source: branch, target: base, tip }) === undefined)
    return seen;
  return { ...seen, ahead: 0, files: 0, insertions: 0, deletions: 0, conflicts: [] };
};

export const standOf = (
  instance: Instance,
  base: string,
  seen: ShortStand,
  open: Stand['open'] | undefined,
): Stand => {
  const before = instance.stand ?? nothingKnown(base);
  const trouble = troubleOf(seen, base, instance)?.slice(0, 1000) ?? null;
  // The last figures tell what was there: without one of the two branches there are no newer ones.
  if (seen.tip === null || seen.baseTip === null) return { ...before, base, trouble };
  const { tip, baseTip, ahead, behind, files, insertions, deletions } = seen;
  const conflicts = seen.conflicts.toSorted();
  return {
    ...{ base, tip, baseTip, ahead, behind, files, insertions, deletions },
    open: open ?? before.open,
    conflicts: conflicts.slice(0, standLimits.files),
    conflicting: conflicts.length,
    trouble,
  };
};

const isSame = (one: Stand | null, other: Stand): boolean =>
  one !== null &&
  Object.entries(other).every(
    ([key, value]) => JSON.stringify(one[key as keyof Stand]) === JSON.stringify(value),
  );

/** Told only where something is different. */
export const stoodFacts = (instance: Instance, stand: Stand): Fact[] =>
  isSame(instance.stand, stand) ? [] : [{ kind: 'branch.stood', data: { id: instance.id, stand } }];

/** git could not tell: what was known stays, with the reason that nothing newer is. */
export const unknownFacts = (instances: readonly Instance[], reason: string): Fact[] =>
  instances
    .filter(({ state }) => state !== 'terminated')
    .flatMap((instance) =>
      stoodFacts(instance, {
        ...(instance.stand ?? nothingKnown('')),
        trouble: `git is not available: ${reason}`.slice(0, 1000),
      }),
    );
