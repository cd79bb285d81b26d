import type { TuttiEvent } from '@contract/events.ts';
import type { MergeState } from '@contract/merges.ts';
import type { MergeFacts } from './run-facts.ts';

/** The state that an event of a merge brings it into; null: none other. */
const stateAfter = (kind: TuttiEvent['kind']): MergeState | null => {
  switch (kind) {
    case 'merge.waiting':
      return 'waiting';
    case 'merge.checking':
      return 'checking';
    case 'merge.began':
      return 'merging';
    case 'merge.merged':
      return 'merged';
    case 'merge.conflicted':
      return 'conflicted';
    case 'merge.failed':
      return 'failed';
    case 'merge.resolved':
    case 'merge.requeued':
      return 'queued';
    case 'merge.cancelled':
      return 'cancelled';
    case 'merge.undone':
      return 'undone';
    default:
      return null;
  }
};

const ends: readonly MergeState[] = ['merged', 'failed', 'cancelled', 'undone'];

/** Takes in what an event tells of a merge, and answers which that is, if any. */
export const gatherMerge = (
  merges: Map<string, MergeFacts>,
  event: TuttiEvent,
  at: number,
): MergeFacts | undefined => {
  if (event.kind === 'merge.queued') {
    const { merge, id, source, target } = event.data;
    const asked: MergeFacts = {
      id: merge,
      of: id,
      source,
      target,
      asker: event.actor.kind === 'instance' ? event.actor.id : null,
      queued: { seq: event.seq, at },
      state: 'queued',
      reason: '',
      states: [{ state: 'queued', from: at }],
      endedAt: null,
      checks: 0,
      requeued: 0,
    };
    merges.set(merge, asked);
    return asked;
  }
  if (!event.kind.startsWith('merge.') || !('merge' in event.data)) return undefined;
  const facts = merges.get(event.data.merge);
  const state = stateAfter(event.kind);
  if (facts === undefined || state === null) return facts;
  if (event.kind === 'merge.checking') facts.checks += 1;
  if (event.kind === 'merge.requeued') facts.requeued += 1;
  facts.state = state;
  facts.reason = 'reason' in event.data ? event.data.reason : '';
  facts.states.push({ state, from: at });
  // Undone after it had ended, its time is that up to its end.
  if (state !== 'undone') facts.endedAt = ends.includes(state) ? at : null;
  return facts;
};
