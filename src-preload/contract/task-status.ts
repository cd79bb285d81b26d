import type { Plan, ShownPlan, TaskCount } from './plan.ts';
import type { ShownTask, Task, TaskId, TaskState, TaskStatus } from './tasks.ts';

/** Tasks as the view holds them, in the order of their creation. */
type Tasks = readonly Task[];

/**
 * Where a task stands in the list, or -1. As with messages its number tells its place; it is looked for only where it
 * does not (the log of a run may begin late).
 */
export const placeOfTask = (tasks: Tasks, id: TaskId): number => {
  const numbered = Number(id.slice('task_'.length)) - 1;
  return tasks[numbered]?.id === id ? numbered : tasks.findIndex((task) => task.id === id);
};

export const taskOf = (tasks: Tasks, id: TaskId): Task | undefined => tasks[placeOfTask(tasks, id)];

/** Dependencies that are not done. One that does not exist counts as not done: nothing is begun on a guess. */
export const waitsFor = (tasks: Tasks, task: Task): TaskId[] =>
  task.dependencies.filter((id) => taskOf(tasks, id)?.state !== 'done');

const neverDone: readonly (TaskState | undefined)[] = ['failed', 'cancelled'];

/** Dependencies that failed or were cancelled: the task stays planned until somebody sees to it. */
export const stuckOn = (tasks: Tasks, task: Task): TaskId[] =>
  task.dependencies.filter((id) => neverDone.includes(taskOf(tasks, id)?.state));

/** Where a task stands for everyone: an open one is ready once all it depends on is done, and planned until then. */
export const statusOf = (tasks: Tasks, task: Task): TaskStatus => {
  if (task.state !== 'open') return task.state;
  return waitsFor(tasks, task).length === 0 ? 'ready' : 'planned';
};

const openEnded: readonly TaskState[] = ['open', 'failed'];

/** Why a task does not go on, in words; what was said of it, where nothing holds it up. */
const reasonOf = (tasks: Tasks, task: Task): string => {
  if (task.state !== 'open') return task.reason;
  const stuck = stuckOn(tasks, task).map(
    (id) => `${id} ${taskOf(tasks, id)?.state === 'failed' ? 'failed' : 'was cancelled'}`,
  );
  return stuck.length === 0 ? task.reason : `it can’t be begun: ${stuck.join(', ')}`;
};

export const shownTask = (tasks: Tasks, task: Task): ShownTask => ({
  ...task,
  status: statusOf(tasks, task),
  reason: reasonOf(tasks, task),
  waitsFor: openEnded.includes(task.state) ? waitsFor(tasks, task) : [],
  stuckOn: task.state === 'open' ? stuckOn(tasks, task) : [],
});

/** Whether its owner has to do something about it: it failed, or what it waits for did. */
export const taskNeedsOwner = (tasks: Tasks, task: Task): boolean =>
  task.state === 'failed' || (task.state === 'open' && stuckOn(tasks, task).length > 0);

export const countTasks = (tasks: Tasks): TaskCount => {
  const of = (state: TaskState): number => tasks.filter((task) => task.state === state).length;
  const cancelled = of('cancelled');
  const total = tasks.length - cancelled;
  const done = of('done');
  return {
    total,
    done,
    running: of('running'),
    failed: of('failed'),
    cancelled,
    percent: total === 0 ? null : Math.floor((done / total) * 100),
  };
};

export const shownPlan = (plan: Plan, tasks: Tasks): ShownPlan => ({
  ...plan,
  parts: plan.parts.map((part) => ({
    ...part,
    progress: countTasks(tasks.filter((task) => task.part === part.name)),
  })),
  progress: countTasks(tasks),
});
