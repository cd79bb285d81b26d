import type { ConflictIntents } from '@contract/merge-conflicts.ts';
import type { Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';

/** Merges of the same target that are asked what they changed: the latest of them, a git each. */
const lookedAt = 20;

/** Whose work in the target changed the files that conflict; the target's owner where none is known. */
const ofTarget = async (crew: Crew, merge: Merge, paths: ReadonlySet<string>) => {
  const { merges, instances } = crew.ledger.view;
  const landed = merges.filter(
    ({ target, state, of: whose }) => target === merge.target && state === 'merged' && whose !== merge.of,
  );
  const found = new Map<string, string>();
  for (const { of: id, onto, commit } of landed.slice(-lookedAt)) {
    if (id === null || onto === null || commit === null) continue;
    const changed = await crew.ports.branches.diffFiles(onto, commit);
    if (changed.ok && changed.value.some(({ path }) => paths.has(path)))
      found.set(id, instances[id]?.task ?? '');
  }
  if (found.size === 0) {
    const owner = Object.values(instances).find(({ branch }) => branch === merge.target);
    if (owner !== undefined) found.set(owner.id, owner.task);
  }
  return [...found].map(([id, task]) => ({ id, task }));
};

/** What those were to do whose work meets in some files. */
export const intentsOf = async (
  crew: Crew,
  merge: Merge,
  paths: readonly string[],
): Promise<ConflictIntents> => {
  const own = crew.ledger.view.instances[merge.of ?? ''];
  return {
    ours: await ofTarget(crew, merge, new Set(paths)),
    theirs: own === undefined ? [] : [{ id: own.id, task: own.task }],
  };
};
