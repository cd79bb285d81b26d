import type { InstanceId } from '@contract/ids.ts';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';

/** Whether somebody has it and has not finished it. */
export const isTaken = ({ state }: Task): boolean => state === 'assigned' || state === 'running';

/** The tasks that an instance has and has not finished, in the order of their creation. */
export const tasksOf = ({ tasks }: Pick<View, 'tasks'>, id: InstanceId): Task[] =>
  tasks.filter((task) => task.assignee === id && isTaken(task));
