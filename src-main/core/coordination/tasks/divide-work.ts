import type { InstanceId } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { statusOf } from '@contract/task-status.ts';
import type { WorkGroup } from '@contract/task-verbs.ts';
import { type Task, type TaskId, taskLimits } from '@contract/tasks.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { splitWork } from '../../model/split-work.ts';
import { spreadTasks } from '../../model/spread-tasks.ts';
import { leads, pickTask } from '../../model/task-rights.ts';
import { childrenOf } from '../../model/tree.ts';
import { addAssignment, checkReady, pickAssignee } from './take-tasks.ts';
import { Batch, shownAll } from './task-facts.ts';

/** The tasks named, each once and in the order of creation; absent: all that the caller leads and of which it holds. */
const pickTasks = (
  crew: Crew,
  caller: Caller,
  ids: readonly TaskId[] | undefined,
  holds: (task: Task) => boolean,
): Result<Task[]> => {
  const { view } = crew.ledger;
  if (ids === undefined) return ok(view.tasks.filter((task) => holds(task) && leads(view, caller, task)));
  for (const [at, id] of ids.entries()) {
    const task = pickTask(view, caller, id, 'lead');
    if (!task.ok) return { ok: false, error: { ...task.error, field: `tasks.${at}` } };
  }
  return ok(view.tasks.filter(({ id }) => ids.includes(id)));
};

/** Says which tasks are to be done by one after the other. Absent: all that are open. */
export const divideWork = (
  crew: Crew,
  caller: Caller,
  { tasks: ids }: VerbParsed<'tasks.split'>,
): Result<WorkGroup[]> => {
  const tasks = pickTasks(crew, caller, ids, ({ state }) => state === 'open');
  if (!tasks.ok) return tasks;
  if (tasks.value.length > taskLimits.split) {
    return fail(
      'limit_reached',
      `${tasks.value.length} tasks, and ${taskLimits.split} are split at most`,
      'Name those that matter in "tasks".',
      { field: 'tasks' },
    );
  }
  const waiting = new Map(crew.ledger.view.tasks.map(({ id, dependencies }) => [id, dependencies]));
  return ok(splitWork(tasks.value, waiting));
};

/** The instances named, or those that wait for work: own children, and for the person all specialists. */
const pickTakers = (
  crew: Crew,
  caller: Caller,
  named: readonly InstanceId[] | undefined,
): Result<InstanceId[]> => {
  const { view } = crew.ledger;
  if (named === undefined) {
    const near =
      caller.kind === 'instance'
        ? childrenOf(view, caller.id)
        : Object.values(view.instances).filter(({ role }) => role === 'specialist');
    const free = near.filter(({ state }) => state === 'ready' || state === 'done').map(({ id }) => id);
    if (free.length > 0) return ok(free);
    const whose = caller.kind === 'instance' ? 'none of your children is' : 'no specialist is';
    return fail(
      'wrong_state',
      `${whose} ready for work`,
      'Spawn one, wait until one is ready, or name instances in "to".',
      {
        field: 'to',
      },
    );
  }
  for (const [at, id] of named.entries()) {
    const may = pickAssignee(crew, caller, id);
    if (!may.ok) return { ok: false, error: { ...may.error, field: `to.${at}` } };
  }
  return ok([...new Set(named)]);
};

/** Assigns ready tasks, all in one append: each taker is told of each of its tasks by a message. */
export const distributeWork = (
  crew: Crew,
  caller: Caller,
  { tasks: ids, to: named, by }: VerbParsed<'tasks.distribute'>,
): Result<VerbOutput<'tasks.distribute'>> => {
  const { view } = crew.ledger;
  const wanted = pickTasks(crew, caller, ids, (task) => statusOf(view.tasks, task) === 'ready');
  if (!wanted.ok) return wanted;
  const takers = pickTakers(crew, caller, named);
  if (!takers.ok) return takers;
  const checked = wanted.value.map((task) => ({ task, ready: checkReady(view, task) }));
  const unready = checked.flatMap(({ task, ready }) =>
    ready.ok ? [] : [{ task: task.id, reason: ready.error.message }],
  );
  const tasks = checked.filter(({ ready }) => ready.ok).map(({ task }) => task);
  // Each is compared with each, and gets a message of its own: so many at once.
  const now = tasks.slice(0, taskLimits.split);
  const later = tasks
    .slice(taskLimits.split)
    .map(({ id }) => ({ task: id, reason: 'too many at once: call again' }));
  const before = view.tasks.filter(
    ({ assignee }) => assignee !== null && takers.value.includes(assignee),
  ).length;
  const spread = spreadTasks({ tasks: now, held: view.tasks.filter(isTaken), to: takers.value, by, before });
  const batch = new Batch(crew, caller);
  for (const { task: id, to } of spread.given) {
    const task = now.find((one) => one.id === id);
    if (task !== undefined) addAssignment(batch, task, to, '');
  }
  batch.append();
  const assigned = shownAll(
    crew,
    spread.given.map(({ task }) => task),
  );
  return ok({ assigned, left: [...unready, ...spread.left, ...later] });
};
