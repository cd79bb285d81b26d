import type { Merge } from '@contract/merges.ts';
import { fail, type Result } from '@contract/result.ts';
import { taskOf } from '@contract/task-status.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { pickConflict } from '../../model/merge-rights.ts';
import { noticeFacts } from '../stored-facts.ts';
import { Batch, partyOf } from '../tasks/task-facts.ts';
import { of } from './merge-of.ts';
import { findMerge } from './open-conflict.ts';

/** Gives a conflict back to whoever handed it out: by the one that has it, or taken from it by who may. Its task is cancelled. */
export const declineConflict = (
  crew: Crew,
  caller: Caller,
  { merge: id, reason }: VerbParsed<'merges.decline'>,
): Result<Merge> => {
  const { view } = crew.ledger;
  const picked = pickConflict(view, caller, id);
  if (!picked.ok) return picked;
  const merge = picked.value;
  const { handed, state } = merge;
  if (handed === null || state !== 'conflicted')
    return fail(
      'wrong_state',
      `${id} is ${state}, and nobody was given it to resolve`,
      'Resolve it, or leave it to whoever asked for it.',
      { field: 'merge' },
    );
  const batch = new Batch(crew, caller);
  batch.add({ kind: 'merge.declined', data: { ...of(merge), reason } });
  const task = taskOf(view.tasks, handed.task);
  const isOpen = task !== undefined && (task.state === 'open' || isTaken(task));
  if (isOpen)
    batch.add({
      kind: 'task.cancelled',
      data: { task: task.id, assignee: task.assignee, reason: `${id} was given back` },
    });
  const self = partyOf(caller);
  const who = self === 'person' ? 'The person' : self;
  const why = reason === '' ? '' : `: ${reason}`;
  const text = `${who} gave back the conflict of ${id} (${merge.source} into ${merge.target})${why}
Nobody is to resolve it now. Whoever handed it out resolves it, or hands it to somebody else.`;
  const notices = [...new Set([task?.createdBy ?? merge.by, handed.to])]
    .filter((to) => to !== self)
    .map((to) => ({ to, text }));
  crew.ledger.append([...batch.facts, ...noticeFacts(crew, notices)]);
  return findMerge(crew, id);
};
