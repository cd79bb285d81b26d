import type { InstanceId } from '@contract/ids.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { taskOf } from '@contract/task-status.ts';
import type { Task, TaskId } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import type { Caller } from './caller.ts';
import { isBelow } from './tree.ts';

const managerOf = (view: View, part: string | null): InstanceId | null =>
  view.plan?.parts.find(({ name }) => name === part)?.manager ?? null;

/** Whose business a task is: who made it, who has it, who leads its part. */
const concerned = (view: View, task: Task): string[] =>
  [task.createdBy, task.assignee, managerOf(view, task.part)].filter((one) => one !== null);

/** Whether a caller decides about a task: an executive of its whole run, a manager of what concerns its own subtree. */
export const leads = (view: View, caller: Caller, task: Task): boolean => {
  if (caller.kind === 'person') return true;
  const { id } = caller;
  const role = view.instances[id]?.role;
  if (role === 'executive') return true;
  return role === 'manager' && concerned(view, task).some((one) => one === id || isBelow(view, one, id));
};

/** What a parent has to give away: a specialist takes from it. */
const isOfParent = (view: View, id: InstanceId, task: Task): boolean => {
  const parent = view.instances[id]?.parent ?? 'person';
  return task.createdBy === parent || managerOf(view, task.part) === parent;
};

export const seesTask = (view: View, caller: Caller, task: Task): boolean =>
  leads(view, caller, task) ||
  (caller.kind === 'instance' &&
    (task.assignee === caller.id || (task.assignee === null && isOfParent(view, caller.id, task))));

const may = {
  see: seesTask,
  /** Also what another has: it is told who. */
  take: (view: View, caller: Caller, task: Task): boolean =>
    seesTask(view, caller, task) || (caller.kind === 'instance' && isOfParent(view, caller.id, task)),
  'work on': (view: View, caller: Caller, task: Task): boolean =>
    leads(view, caller, task) || (caller.kind === 'instance' && task.assignee === caller.id),
  lead: leads,
} as const;

/** A task that the caller may do that with. `not_found` and `refused` name the field `task`. */
export const pickTask = (view: View, caller: Caller, id: TaskId, need: keyof typeof may): Result<Task> => {
  const task = taskOf(view.tasks, id);
  if (task === undefined) {
    return fail('not_found', `no task ${id} in this run`, 'Call listTasks for those there are.', {
      field: 'task',
    });
  }
  if (may[need](view, caller, task)) return ok(task);
  const whose = task.assignee === null ? 'nobody has it' : `${task.assignee} has it`;
  return fail(
    'refused',
    `${id} is not yours to ${need} (${whose})`,
    need === 'work on' && task.assignee === null
      ? 'Take it first with claimTask, or choose another of listTasks.'
      : 'Choose one of those that listTasks shows you, or ask your parent.',
    { field: 'task' },
  );
};

/** Who is told of what becomes of a task: the first that lives of who made it, its part's manager, and those above them. */
export const ownerOf = (view: View, task: Task): InstanceId | null => {
  const above = task.assignee === null ? null : (view.instances[task.assignee]?.parent ?? null);
  for (const first of [task.createdBy, managerOf(view, task.part), above]) {
    const found = firstLiving(view, first);
    if (found !== null) return found;
  }
  return null;
};

const firstLiving = (view: View, id: string | null): InstanceId | null => {
  for (let at = id === null ? undefined : view.instances[id]; at !== undefined; ) {
    if (!hasEnded(at.state)) return at.id;
    at = at.parent === null ? undefined : view.instances[at.parent];
  }
  return null;
};
