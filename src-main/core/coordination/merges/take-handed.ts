import type { Merge } from '@contract/merges.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { findMerge } from './open-conflict.ts';
import { resolvedFacts } from './resolve-conflict.ts';

/** Takes the merge commit of a resolver as the resolution of what was handed to it, where that has all of the branch. */
export const takeHanded = async (crew: Crew, merge: Merge, commit: string): Promise<void> => {
  const { branches } = crew.ports;
  const stand = await branches.standOf({ branch: merge.source, base: commit });
  if (!stand.ok || stand.value.ahead > 0 || crew.stopped) return;
  const onto = await branches.standOf({ branch: merge.target, base: commit });
  if (!onto.ok) return;
  const to = merge.handed?.to ?? '';
  const how = { tip: stand.value.tip, onto: onto.value.tip, commit, way: 'handed' } as const;
  const files = merge.files.map(({ path }) => path);
  // Its target has moved on meanwhile: the commit is merged, as a branch would be.
  const whole = onto.value.ahead === 0;
  const fact = await resolvedFacts(
    crew,
    merge,
    { ...how, onto: whole ? how.onto : how.commit, files },
    `${to} has resolved it`,
  );
  if (!fact.ok) {
    crew.ports.log.warn('a resolution was not kept', { error: fact.error.message });
    return;
  }
  const now = findMerge(crew, merge.id);
  if (now.ok && now.value.state === 'conflicted') crew.ledger.append([fact.value]);
};
