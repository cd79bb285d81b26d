import type { InstanceId } from '@contract/ids.ts';
import { claimsMeet } from '@contract/lock-claims.ts';
import type { Lock } from '@contract/locks.ts';
import { statusOf, taskOf, waitsFor } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import { tasksOf } from '../model/held-tasks.ts';
import { clipped } from './clipped.ts';

/** Limits of what a prompt says of what stands in the way of an instance's tasks. */
const most = { tasks: 10, locks: 8, waits: 8, paths: 3, path: 80, title: 80 } as const;

const few = (lines: readonly string[], limit: number, tool: string): string[] => {
  const more = lines.length - limit;
  return more > 0 ? [...lines.slice(0, limit), `- and ${more} more: \`${tool}\` shows them.`] : [...lines];
};

const met = ({ paths }: Lock, tasks: readonly Task[]): string[] =>
  paths.filter((path) => tasks.some(({ files }) => files.some((file) => claimsMeet(path, file))));

/** What others hold of the files of its tasks. */
export const lockLines = (view: View, self: InstanceId): string[] => {
  const tasks = tasksOf(view, self).slice(0, most.tasks);
  const lines = view.locks.flatMap((lock) => {
    if (lock.state !== 'held' || lock.holder === self) return [];
    const paths = met(lock, tasks);
    if (paths.length === 0) return [];
    const told = paths.slice(0, most.paths).map((path) => clipped(path, most.path));
    const more = paths.length - told.length;
    return [`- ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${lock.mode}, by ${lock.holder}`];
  });
  return few(lines, most.locks, 'listLocks');
};

/** What its tasks depend on that is not done. */
export const waitLines = (view: View, self: InstanceId): string[] => {
  const lines = tasksOf(view, self)
    .slice(0, most.tasks)
    .flatMap((task) =>
      waitsFor(view.tasks, task).map((id) => {
        const other = taskOf(view.tasks, id);
        if (other === undefined) return `- ${task.id} waits for ${id}`;
        const by = other.assignee === null ? '' : ` with ${other.assignee}`;
        const title = clipped(other.title, most.title);
        return `- ${task.id} waits for ${id} (${statusOf(view.tasks, other)}${by}): ${title}`;
      }),
    );
  return few(lines, most.waits, 'listTasks');
};
