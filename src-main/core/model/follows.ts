import type { EventDraft } from '@contract/events.ts';

type Told = Pick<EventDraft, 'kind' | 'data' | 'cause'> & { readonly actor: EventDraft['actor'] };

/** Which of the facts before it in the same append led to this one; undefined: none does by its kind alone. */
const leaderOf = (fact: Told, before: readonly Told[]): Told | undefined => {
  const last = (is: (other: Told) => boolean): Told | undefined => before.findLast(is);
  switch (fact.kind) {
    case 'message.stored':
      // A notice tells of what stands before it; what somebody says is that one's own act.
      return fact.actor.kind === 'tutti' ? last(({ kind }) => !kind.startsWith('message.')) : undefined;
    case 'message.accepted':
      return last((other) => other.kind === 'message.stored' && sameIn(other, fact, 'message'));
    case 'instance.restartPlanned':
    case 'instance.restartDropped':
      return last((other) => other.kind === 'instance.changed' && sameIn(other, fact, 'id'));
    case 'batch.settled':
      return last((other) => other.kind === 'task.failed' && sameIn(other, fact, 'task'));
    case 'lock.granted':
    case 'lock.refused':
      // What one lets go or asks for lets others have theirs; what somebody asks for is that one's own act.
      return fact.actor.kind === 'tutti' ? last(({ kind }) => kind.startsWith('lock.')) : undefined;
    case 'merge.requeued':
      return last(({ kind }) => kind === 'merge.failed');
    default:
      return undefined;
  }
};

const sameIn = (one: Told, other: Told, field: string): boolean =>
  (one.data as Record<string, unknown>)[field] === (other.data as Record<string, unknown>)[field];

/**
 * The facts of one append with the causes that lie within it, which whoever told them can't name: the events have no numbers yet. What has
 * a cause keeps it. `seq`: the number of the last event before them.
 */
export const linked = <F extends Told>(facts: readonly F[], seq: number): F[] =>
  facts.map((fact, at) => {
    if (fact.cause !== null) return fact;
    const before = facts.slice(0, at);
    const leader = leaderOf(fact, before);
    return leader === undefined ? fact : { ...fact, cause: seq + 1 + before.lastIndexOf(leader as F) };
  });
