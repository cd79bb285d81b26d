import type { InstanceId } from '@contract/ids.ts';
import { isOpen, type Merge } from '@contract/merges.ts';
import type { TaskId } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';

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
const goesBefore = (view: Seen, merge: Merge): readonly Merge[] => {
  const needed = merge.of === null ? null : neededBy(view, merge.of);
  return view.merges.filter(
    (other) =>
      other.id !== merge.id &&
      isOpen(other) &&
      (other.target === merge.source ||
        (other.target === merge.target && other.of !== null && needed?.has(other.of) === true)),
  );
};

/** What a merge waits for that is not over; empty where its turn has come. */
export const waitsFor = (view: Seen, merge: Merge): readonly Merge[] =>
  merge.state === 'queued' || merge.state === 'waiting' ? goesBefore(view, merge) : [];

/**
 * What is tried next on a target, at most `limit`, in order: the oldest first of those that nothing goes before. Where everything
 * waits for something else of the same queue (two instances need each other's work), the oldest goes ahead.
 */
export const nextMerges = (view: Seen, target: string, limit: number): readonly Merge[] => {
  const wanted = view.merges.filter(
    (merge) => merge.target === target && (merge.state === 'queued' || merge.state === 'waiting'),
  );
  const free = wanted.filter((merge) => goesBefore(view, merge).length === 0);
  // What waits for a checkout or a lock keeps nobody behind it from their turn.
  const inTurn = [
    ...free.filter(({ state }) => state === 'queued'),
    ...free.filter(({ state }) => state === 'waiting'),
  ];
  if (inTurn.length > 0) return inTurn.slice(0, limit);
  const stuck = wanted.filter((merge) => goesBefore(view, merge).every((other) => wanted.includes(other)));
  return stuck.slice(0, 1);
};
