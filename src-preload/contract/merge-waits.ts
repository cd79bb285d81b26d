import type { InstanceId } from './ids.ts';
import { isOpen, type Merge } from './merges.ts';
import type { TaskId } from './tasks.ts';
import type { View } from './view.ts';

type Seen = Pick<View, 'merges' | 'tasks'>;

/** Whose results an instance's tasks need, directly or by way of others. */
const neededBy = ({ tasks }: Pick<View, 'tasks'>, id: InstanceId): ReadonlySet<InstanceId> => {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const seen = new Set<TaskId>();
  const needed = new Set<InstanceId>();
  const open = tasks.filter(({ assignee }) => assignee === id).flatMap(({ dependencies }) => dependencies);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const task = byId.get(next);
    if (task === undefined) continue;
    if (task.assignee !== null && task.assignee !== id) needed.add(task.assignee);
    open.push(...task.dependencies);
  }
  return needed;
};

/** What has to be merged before it: work that goes into its own branch first, and work that its own depends on. */
export const goesBefore = (view: Seen, merge: Merge): readonly Merge[] => {
  const needed = merge.of === null ? null : neededBy(view, merge.of);
  return view.merges.filter(
    (other) =>
      other.id !== merge.id &&
      isOpen(other) &&
      (other.target === merge.source ||
        (other.target === merge.target && other.of !== null && needed?.has(other.of) === true)),
  );
};
