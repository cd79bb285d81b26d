import type { Batch, ShownBatch } from '@contract/parallel.ts';
import type { parallelVerbs } from '@contract/parallel-verbs.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { shownBatch } from '@contract/shown-batch.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { takenOf } from '../../model/parallel/next-steps.ts';
import { isBelow } from '../../model/tree.ts';
import type { Rooms } from '../../room.ts';
import { noticeFacts } from '../stored-facts.ts';
import { cancelTask } from '../tasks/change-task.ts';
import { partyOf } from '../tasks/task-facts.ts';
import { cancelledText } from './batch-words.ts';
import { beginBatch } from './begin-batch.ts';

export const parallelRooms = (crew: Crew): Rooms<keyof typeof parallelVerbs> => ({
  'parallel.execute': async (caller, input) => {
    const begun = await beginBatch(crew, caller, input);
    return begun.ok ? pickShown(crew, caller, begun.value) : begun;
  },
  'parallel.status': (caller, { batch: id }) => {
    const { view } = crew.ledger;
    if (id === undefined)
      return ok(view.batches.filter((one) => sees(view, caller, one)).map((one) => shownBatch(view, one)));
    const one = pickShown(crew, caller, id);
    return one.ok ? ok([one.value]) : one;
  },
  'parallel.cancel': (caller, input) => cancelBatch(crew, caller, input),
});

/** Whoever began it, those above, executives, the person. */
const sees = (view: View, caller: Caller, { by }: Batch): boolean =>
  caller.kind === 'person' ||
  by === caller.id ||
  view.instances[caller.id]?.role === 'executive' ||
  isBelow(view, by, caller.id);

const pickBatch = (view: View, caller: Caller, id: string): Result<Batch> => {
  const field = { field: 'batch' };
  const remedy = 'Call getParallelStatus without a batch for those you may see.';
  const batch = view.batches.find((one) => one.id === id);
  if (batch === undefined) return fail('not_found', `no ${id} in this run`, remedy, field);
  if (sees(view, caller, batch)) return ok(batch);
  return fail('refused', `${id} is ${batch.by === 'person' ? 'the person' : batch.by}’s`, remedy, field);
};

const pickShown = (crew: Crew, caller: Caller, id: string): Result<ShownBatch> => {
  const { view } = crew.ledger;
  const batch = pickBatch(view, caller, id);
  return batch.ok ? ok(shownBatch(view, batch.value)) : batch;
};

const cancelBatch = (
  crew: Crew,
  caller: Caller,
  { batch: id, running, reason }: VerbParsed<'parallel.cancel'>,
): Result<ShownBatch> => {
  const picked = pickBatch(crew.ledger.view, caller, id);
  if (!picked.ok) return picked;
  const batch = picked.value;
  if (batch.state === 'cancelled') return pickShown(crew, caller, id);
  if (batch.state === 'finished') {
    return fail('wrong_state', `${id} has finished`, 'Nothing: all of its tasks have ended.', {
      field: 'batch',
    });
  }
  const by = partyOf(caller);
  const told = by === batch.by ? [] : [{ to: batch.by, text: cancelledText(batch, by, reason) }];
  const actor = actorOf(caller);
  crew.ledger.append([
    { kind: 'batch.cancelled', data: { batch: id, reason }, actor },
    ...noticeFacts(crew, told),
  ]);
  if (running === 'cancel') {
    const because = reason === '' ? `${id} was cancelled` : reason;
    for (const task of takenOf(crew.ledger.view, batch)) {
      const cancelled = cancelTask(crew, caller, { task: task.id, reason: because });
      if (!cancelled.ok) return cancelled;
    }
  }
  return pickShown(crew, caller, id);
};
