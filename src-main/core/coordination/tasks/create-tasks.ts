import { fail, ok, type Result } from '@contract/result.ts';
import { taskOf } from '@contract/task-status.ts';
import { type NewTask, type ShownTask, type Task, type TaskId, taskLimits } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { ensureRun } from '../../hierarchy/runs.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { findCycle } from '../../model/work-order.ts';
import { Batch, partyOf, shownAll } from './task-facts.ts';

/** Makes several tasks, or none of them. */
export const createTasks = (
  crew: Crew,
  caller: Caller,
  { tasks }: VerbParsed<'tasks.create'>,
): Result<ShownTask[]> => {
  const { view } = crew.ledger;
  // A run that has ended gives way to a new one, in which there are no tasks yet.
  const goesOn = view.run !== null && view.run.endedAt === null;
  const known = goesOn ? view.tasks : [];
  const first = (goesOn ? crew.ports.store.lastTask(crew.run) : 0) + 1;
  const fits = checkRoom(known, tasks);
  if (!fits.ok) return fits;
  const resolved = resolveAll(tasks, known, first);
  if (!resolved.ok) return resolved;
  for (const [at, { part }] of tasks.entries()) {
    const exists = checkPart(goesOn ? view : null, part, `tasks.${at}.part`);
    if (!exists.ok) return exists;
  }
  ensureRun(crew, tasks[0]?.title ?? '', actorOf(caller));
  const batch = new Batch(crew, caller);
  for (const { ref: _, ...task } of resolved.value) {
    batch.add({ kind: 'task.created', data: { ...task, by: partyOf(caller) } });
  }
  batch.append();
  return ok(
    shownAll(
      crew,
      resolved.value.map(({ task }) => task),
    ),
  );
};

const checkRoom = (known: readonly Task[], wanted: readonly NewTask[]): Result<void> =>
  known.length + wanted.length <= taskLimits.run
    ? ok(undefined)
    : fail(
        'limit_reached',
        `the run has ${known.length} tasks, and ${taskLimits.run} are the most`,
        'Make fewer and larger tasks, or begin another run.',
        { field: 'tasks' },
      );

type Resolved = NewTask & { readonly task: TaskId };

/** Gives the new ones their ids, and their dependencies in ids. */
const resolveAll = (
  wanted: readonly NewTask[],
  known: readonly Task[],
  first: number,
): Result<Resolved[]> => {
  const refs = new Map<string, TaskId>();
  const made = wanted.map((one, at) => ({ ...one, task: `task_${first + at}` }));
  for (const [at, { ref, task }] of made.entries()) {
    if (ref === undefined) continue;
    if (refs.has(ref)) {
      return fail('bad_input', `two tasks have the reference ${ref}`, 'Give each its own.', {
        field: `tasks.${at}.ref`,
      });
    }
    refs.set(ref, task);
  }
  const resolved: Resolved[] = [];
  for (const [at, one] of made.entries()) {
    const dependencies = new Set<TaskId>();
    for (const [place, name] of one.dependencies.entries()) {
      const id = refs.get(name) ?? taskOf(known, name)?.id;
      if (id === undefined) return noSuchDependency(name, `tasks.${at}.dependencies.${place}`);
      dependencies.add(id);
    }
    resolved.push({ ...one, dependencies: [...dependencies] });
  }
  // Nothing that was there before can wait for what is new: a circle can only be among the new ones.
  const cycle = findCycle(new Map(resolved.map(({ task, dependencies }) => [task, dependencies])));
  if (cycle === null) return ok(resolved);
  const names = new Map(made.map(({ task, ref, title }) => [task, ref ?? title]));
  return circular(cycle.map((id) => names.get(id) ?? id));
};

const noSuchDependency = (name: string, field: string) =>
  fail(
    'bad_input',
    `there is no task ${name}`,
    'Name a task of this run by its id, or one of this call by its ref.',
    {
      field,
    },
  );

/** At most so many of a circle are named: its ends tell where to cut it. */
const named = 20;

const circular = (cycle: readonly string[]) => {
  const shortened = cycle.length > named ? [...cycle.slice(0, named - 1), '…'] : cycle;
  return fail(
    'bad_input',
    `these tasks wait for each other in a circle: ${[...shortened, cycle[0]].join(' -> ')}`,
    'Leave one of these dependencies out.',
    { field: 'dependencies' },
  );
};

/** Whether a task that exists may wait for these. */
export const checkDependencies = (view: View, id: TaskId, dependencies: readonly TaskId[]): Result<void> => {
  for (const [place, other] of dependencies.entries()) {
    if (taskOf(view.tasks, other) === undefined) return noSuchDependency(other, `dependencies.${place}`);
  }
  const waiting = new Map(view.tasks.map((task) => [task.id, task.dependencies]));
  const cycle = findCycle(waiting.set(id, [...dependencies]));
  return cycle === null ? ok(undefined) : circular(cycle);
};

export const checkPart = (view: View | null, part: string | null, field: string): Result<void> => {
  if (part === null) return ok(undefined);
  const names = view?.plan?.parts.map(({ name }) => name) ?? [];
  if (names.includes(part)) return ok(undefined);
  return names.length === 0
    ? fail(
        'bad_input',
        `there is no part ${part}: there is no plan`,
        'Call planProject first, or leave "part" out.',
        {
          field,
        },
      )
    : fail('bad_input', `the plan has no part ${part}`, `Name one of: ${names.join(', ')}.`, { field });
};
