import type { ClimbCause } from '@contract/blockers.ts';
import { fromLast } from '@contract/chunks.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { hasEnded } from '@contract/states.ts';
import type { View } from '@contract/view.ts';

export interface Climb {
  readonly id: InstanceId;
  readonly parent: InstanceId;
  readonly why: ClimbCause;
  readonly reason: string;
}

const minuteMs = 60_000;

/** Blocked instances whose parent is to help. */
const heldByParents = (view: View): { instance: Instance; parent: InstanceId; since: number }[] =>
  Object.values(view.instances).flatMap((instance) => {
    const { state, blockage } = instance;
    if (state !== 'blocked' || blockage === null || blockage.with === 'person') return [];
    return [{ instance, parent: blockage.with, since: blockage.since }];
  });

/** Why a parent can't help now; null: it can. */
export const whyParentCant = (view: View, parent: InstanceId): Pick<Climb, 'why' | 'reason'> | null => {
  const state = view.instances[parent]?.state;
  if (state === undefined || hasEnded(state)) {
    return { why: 'ended', reason: `${parent} does not run` };
  }
  return state === 'blocked' ? { why: 'blocked', reason: `${parent} is blocked itself` } : null;
};

/** Whether the parent has written to it since: that is on its way, or has been read, and ends the blocker when it is taken up. */
const hasAnswered = (view: View, parent: InstanceId, child: InstanceId, since: number): boolean => {
  for (const message of fromLast(view.messages)) {
    if (message.storedAt < since) return false;
    if (message.from === parent && message.to === child && message.state !== 'failed') return true;
  }
  return false;
};

const dueAt = (view: View, since: number): number =>
  since + view.settings.coordination.blockerMinutes * minuteMs;

/** The blockers that go on from a parent to the person at this moment. */
export const climbs = (view: View, now: number): Climb[] =>
  heldByParents(view).flatMap(({ instance: { id }, parent, since }) => {
    const cant = whyParentCant(view, parent);
    if (cant !== null) return [{ id, parent, ...cant }];
    if (now < dueAt(view, since) || hasAnswered(view, parent, id, since)) return [];
    const minutes = view.settings.coordination.blockerMinutes;
    return [{ id, parent, why: 'unanswered', reason: `${parent} did not answer within ${minutes} min` }];
  });

/** When the next one's time is over, if nothing happens before; null: none is waited for. */
export const nextClimb = (view: View, now: number): number | null => {
  const due = heldByParents(view)
    .map(({ since }) => dueAt(view, since))
    .filter((at) => at > now);
  return due.length === 0 ? null : Math.min(...due);
};
