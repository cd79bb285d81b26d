import { fail, ok, type Result } from '@contract/result.ts';
import type { ShownTask, Task } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { isInRunningBatch } from '../../model/parallel/look-at-task.ts';
import { leads, ownerOf, pickTask } from '../../model/task-rights.ts';
import { checkDependencies, checkPart } from './create-tasks.ts';
import { Batch, shown } from './task-facts.ts';
import { editedText, failedText, takenAwayText } from './task-words.ts';

type Input = VerbParsed<'tasks.update'>;
type Changes = Partial<Pick<Task, (typeof fields)[number]>>;

const fields = ['title', 'instructions', 'files', 'dependencies', 'part', 'estimate', 'priority'] as const;

const changesOf = (input: Input): Changes =>
  Object.fromEntries(fields.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));

/** What is said of a task, where it stands, or both; all of it or nothing. */
export const updateTask = (crew: Crew, caller: Caller, input: Input): Result<ShownTask> => {
  const { view } = crew.ledger;
  const task = pickTask(view, caller, input.task, 'work on');
  if (!task.ok) return task;
  const changes = changesOf(input);
  const edited = checkEdit(crew, caller, task.value, changes);
  if (!edited.ok) return edited;
  const batch = new Batch(crew, caller);
  if (Object.keys(changes).length > 0) addEdit(batch, task.value, changes, input.state);
  const moved = input.state === undefined ? ok(undefined) : move(crew, batch, task.value, input);
  if (!moved.ok) return moved;
  batch.append();
  return shown(crew, input.task);
};

const checkEdit = (crew: Crew, caller: Caller, task: Task, changes: Changes): Result<void> => {
  const [name] = Object.keys(changes);
  if (name === undefined) return ok(undefined);
  const { view } = crew.ledger;
  if (!leads(view, caller, task)) {
    return fail('refused', `what is said of ${task.id} is not yours to change`, 'Ask your parent for it.', {
      field: name,
    });
  }
  if (task.state === 'done' || task.state === 'cancelled') {
    return fail('wrong_state', `${task.id} is ${task.state}`, 'Make a new task.', { field: 'task' });
  }
  const part = checkPart(view, changes.part ?? null, 'part');
  if (!part.ok || changes.dependencies === undefined) return part;
  return checkDependencies(view, task.id, changes.dependencies);
};

/** Whoever has the task is told of what it is now, unless it is taken away in the same breath. */
const addEdit = (batch: Batch, task: Task, changes: Changes, state: Input['state']): void => {
  batch.add({ kind: 'task.edited', data: { task: task.id, assignee: task.assignee, changes } });
  const matters = Object.keys(changes).some((name) => name !== 'priority' && name !== 'estimate');
  if (matters && isTaken(task) && state === undefined) {
    batch.tell(task.assignee, editedText({ ...task, ...changes }));
  }
};

const move = (crew: Crew, batch: Batch, task: Task, input: Input): Result<void> => {
  const { id, assignee, state } = task;
  if (input.state === state) return ok(undefined);
  if (input.state === 'running' && state === 'assigned') {
    batch.add({ kind: 'task.started', data: { task: id, assignee } });
    return ok(undefined);
  }
  if (input.state === 'failed' && isTaken(task)) return fails(crew, batch, task, input.reason);
  if (input.state === 'open' && (isTaken(task) || state === 'failed' || state === 'cancelled')) {
    reopens(crew, batch, task, input.reason);
    return ok(undefined);
  }
  return fail('wrong_state', `${id} is ${state}, and can’t become ${input.state}`, nextStep(task), {
    field: 'state',
  });
};

const nextStep = ({ state }: Task): string => {
  if (state === 'open') return 'Take it with claimTask, or assign it.';
  if (state === 'done') return 'Send it back with review, or make a new task.';
  return 'Make it open again first.';
};

const fails = (crew: Crew, batch: Batch, task: Task, reason: string): Result<void> => {
  if (reason.trim() === '') {
    return fail(
      'bad_input',
      'why did it fail?',
      'Say in "reason" what was tried and what stood in the way.',
      {
        field: 'reason',
      },
    );
  }
  const { view } = crew.ledger;
  batch.add({ kind: 'task.failed', data: { task: task.id, assignee: task.assignee, reason } });
  // It is tried again, or reported once it is not.
  if (isInRunningBatch(view, task.id)) return ok(undefined);
  const waiting = view.tasks.filter(
    ({ state, dependencies }) => state === 'open' && dependencies.includes(task.id),
  );
  batch.tell(ownerOf(view, task), failedText(task, reason, waiting));
  return ok(undefined);
};

/** Taken back from who has it, or given back by it, or tried again. */
const reopens = (crew: Crew, batch: Batch, task: Task, reason: string): void => {
  batch.add({ kind: 'task.reopened', data: { task: task.id, assignee: task.assignee, reason } });
  if (!isTaken(task)) return;
  const told = batch.tell(task.assignee, takenAwayText(task, 'is taken back', reason));
  if (told !== null) return;
  const why = reason === '' ? '' : `: ${reason}`;
  batch.tell(
    ownerOf(crew.ledger.view, task),
    `${task.id} (${task.title}) was given back${why}. Nobody has it.`,
  );
};

export const cancelTask = (
  crew: Crew,
  caller: Caller,
  { task: id, reason }: VerbParsed<'tasks.cancel'>,
): Result<ShownTask> => {
  const task = pickTask(crew.ledger.view, caller, id, 'lead');
  if (!task.ok) return task;
  const { state, assignee } = task.value;
  if (state === 'cancelled') return shown(crew, id);
  if (state === 'done') {
    return fail('wrong_state', `${id} is done`, 'Revert its commits, if they are not wanted.', {
      field: 'task',
    });
  }
  const batch = new Batch(crew, caller);
  batch.add({ kind: 'task.cancelled', data: { task: id, assignee, reason } });
  if (isTaken(task.value)) batch.tell(assignee, takenAwayText(task.value, 'is cancelled', reason));
  batch.append();
  return shown(crew, id);
};
