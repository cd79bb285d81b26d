import type { InstanceId } from '@contract/ids.ts';
import { byPriority } from '@contract/priority.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { statusOf, stuckOn, waitsFor } from '@contract/task-status.ts';
import type { ShownTask, Task } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { pickReadable } from '../../model/authority.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken, tasksOf } from '../../model/held-tasks.ts';
import { pickTask, seesTask } from '../../model/task-rights.ts';
import { Batch, shown } from './task-facts.ts';
import { assignedText } from './task-words.ts';

/** Whether somebody may begin a task now; `again`: one that failed may be tried again. */
export const checkReady = (view: View, task: Task, again = false): Result<void> => {
  const waiting = waitsFor(view.tasks, task);
  if (waiting.length === 0 && (task.state === 'open' || (again && task.state === 'failed')))
    return ok(undefined);
  const status = statusOf(view.tasks, task);
  if (status === 'planned' || (again && status === 'failed')) {
    const stuck = stuckOn(view.tasks, task);
    const never = stuck.length === 0 ? '' : `; ${stuck.join(', ')} failed or was cancelled`;
    return fail(
      'wrong_state',
      `${task.id} waits for ${waiting.join(', ')}${never}`,
      'Choose one that is ready.',
      {
        field: 'task',
      },
    );
  }
  const whose = task.assignee === null ? '' : ` (${task.assignee} has it)`;
  const remedy = isTaken(task)
    ? 'Choose one that is ready.'
    : 'Choose one that is ready; what failed is made open again with updateTask.';
  return fail('wrong_state', `${task.id} is ${status}${whose}`, remedy, { field: 'task' });
};

/** The most urgent ready one that the caller may take, the oldest first. */
const nextBest = (view: View, caller: Caller): Task | undefined =>
  view.tasks
    .filter((task) => statusOf(view.tasks, task) === 'ready' && seesTask(view, caller, task))
    .reduce<Task | undefined>(
      (best, task) => (best === undefined || byPriority(task.priority, best.priority) < 0 ? task : best),
      undefined,
    );

/**
 * An instance takes a task for itself, one at a time, and is at work on it. Nothing here waits, so of several who want the
 * same one gets it, and the others are told who.
 */
export const claimTask = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'tasks.claim'>,
): Result<ShownTask> => {
  const { view } = crew.ledger;
  if (caller.kind === 'person') {
    return fail('refused', 'only an instance takes a task for itself', 'Assign the task to an instance.');
  }
  const [has] = tasksOf(view, caller.id);
  if (has !== undefined && has.id !== input.task) {
    return fail(
      'wrong_state',
      `you have ${has.id} (${has.state}): one at a time`,
      `Finish ${has.id} with completeTask, or give it back with updateTask.`,
    );
  }
  const task =
    input.task === undefined ? ok(nextBest(view, caller)) : pickTask(view, caller, input.task, 'take');
  if (!task.ok) return task;
  if (task.value === undefined) {
    return fail(
      'not_found',
      'no task is ready for you',
      'End your turn: a message tells you when there is work.',
    );
  }
  const { id, attempts } = task.value;
  const free = checkReady(view, task.value);
  if (!free.ok) return free;
  const batch = new Batch(crew, caller);
  const assignee = caller.id;
  batch.add({
    kind: 'task.assigned',
    data: { task: id, assignee, attempt: attempts + 1, message: null, reason: 'it took the task' },
  });
  batch.add({ kind: 'task.started', data: { task: id, assignee } });
  batch.append();
  return shown(crew, id);
};

/** An instance that can be given something to do by the caller. */
export const pickAssignee = (crew: Crew, caller: Caller, to: InstanceId): Result<void> => {
  if (caller.kind === 'instance' && caller.id === to) {
    return fail('wrong_state', 'that is you', 'Take a task for yourself with claimTask.', { field: 'to' });
  }
  const target = pickReadable(crew.ledger.view, caller, to);
  if (!target.ok) return { ok: false, error: { ...target.error, field: 'to' } };
  return hasEnded(target.value.state)
    ? fail(
        'wrong_state',
        `${to} does not run (${target.value.state})`,
        'Restart it first, or choose another.',
        {
          field: 'to',
        },
      )
    : ok(undefined);
};

/** Assigns in a batch: the message that tells the assignee is part of the same append. */
export const addAssignment = (batch: Batch, task: Task, assignee: InstanceId, note: string): void => {
  const attempt = task.attempts + 1;
  const message = batch.tell(assignee, assignedText({ ...task, attempts: attempt }, note), task.priority);
  batch.add({ kind: 'task.assigned', data: { task: task.id, assignee, attempt, message, reason: note } });
};

export const assignTask = (
  crew: Crew,
  caller: Caller,
  { task: id, to, note }: VerbParsed<'tasks.assign'>,
): Result<ShownTask> => {
  const { view } = crew.ledger;
  const task = pickTask(view, caller, id, 'lead');
  if (!task.ok) return task;
  const ready = checkReady(view, task.value, true);
  if (!ready.ok) return ready;
  const target = pickAssignee(crew, caller, to);
  if (!target.ok) return target;
  const batch = new Batch(crew, caller);
  addAssignment(batch, task.value, to, note);
  batch.append();
  return shown(crew, id);
};
