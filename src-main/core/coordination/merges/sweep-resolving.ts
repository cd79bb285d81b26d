import type { TuttiEvent } from '@contract/events.ts';
import { isOpen, type Merge } from '@contract/merges.ts';
import type { Result } from '@contract/result.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { inResolving, purposeOf, resolvedRef, resolvedRefs } from './resolving-places.ts';

/** Something may still come of it by itself, or by somebody's word: what was saved of it stays. */
const isWanted = (merge: Merge): boolean => isOpen(merge) || merge.state === 'failed';

/** What can't be taken away now is in nobody's way, and has its turn at the next start. */
const noted = async (crew: Crew, done: Promise<Result<unknown>>): Promise<void> => {
  const result = await done;
  if (!result.ok)
    crew.ports.log.warn('something of a resolved merge was left', { error: result.error.message });
};

/** In its turn, and only if nothing wants it by then: a merge that was called off may have been asked for again. */
const clear = (crew: Crew, purpose: string): Promise<void> =>
  inResolving(crew, purpose, async () => {
    const { merges } = crew.ledger.view;
    if (merges.some((merge) => purposeOf(merge) === purpose && isWanted(merge))) return;
    await noted(crew, crew.ports.branches.scratch(purpose).remove());
  });

const sweepOne = async (crew: Crew, id: string): Promise<void> => {
  const { branches } = crew.ports;
  const merge = crew.ledger.view.merges.find((one) => one.id === id);
  if (merge === undefined || isWanted(merge)) return;
  const there = await branches.scratches();
  if (there.ok && there.value.includes(purposeOf(merge))) await clear(crew, purposeOf(merge));
  if (merge.resolved !== null) await noted(crew, branches.drop(resolvedRef(merge), merge.resolved.commit));
};

/** Whether a branch, or what merges have made, has a commit. */
const liesElsewhere = async (crew: Crew, commit: string): Promise<boolean> => {
  for (const prefix of ['refs/heads/', 'refs/tutti/merged/']) {
    const holders = await crew.ports.branches.containing(commit, prefix);
    if (holders.ok && holders.value.length > 0) return true;
  }
  return false;
};

/**
 * What earlier hosts and runs have left: worktrees of conflicts that are over, and resolutions that landed or were called off. A resolution
 * of an earlier run that never landed stays: nobody else has it.
 */
export const sweepLeft = async (crew: Crew): Promise<void> => {
  const { branches } = crew.ports;
  const there = await branches.scratches();
  for (const purpose of there.ok ? there.value : []) {
    if (crew.stopped) return;
    if (purpose.startsWith('resolve-')) await clear(crew, purpose);
  }
  const kept = await branches.kept(resolvedRefs);
  for (const { ref, commit } of kept.ok ? kept.value : []) {
    if (crew.stopped) return;
    const merge = crew.ledger.view.merges.find((one) => resolvedRef(one) === ref);
    if (merge !== undefined && isWanted(merge)) continue;
    if (merge?.resolved?.commit === commit || (await liesElsewhere(crew, commit)))
      await noted(crew, branches.drop(ref, commit));
  }
};

/** Takes away where a conflict was looked at, and its resolution, once the merge is over; and all of it once a run is. */
export const sweepResolving = (crew: Crew, events: readonly TuttiEvent[]): void => {
  const log = (error: unknown): void => crew.ports.log.error('what resolving has left', error);
  for (const event of events) {
    if (event.kind === 'merge.merged' || event.kind === 'merge.cancelled')
      sweepOne(crew, event.data.merge).catch(log);
    if (event.kind === 'run.started') sweepLeft(crew).catch(log);
  }
};
