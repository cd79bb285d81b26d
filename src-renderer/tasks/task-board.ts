import { byPriority } from '@contract/priority.ts';
import type { ShownTask, TaskStatus } from '@contract/tasks.ts';

/** A select can't hold an empty value, and no part or instance begins with a space. */
export const anyPart = ' any';
export const noPart = ' none';
export const anyOwner = ' any';
export const nobody = ' nobody';

export type TaskFilter = {
  readonly words: string;
  readonly part: string;
  readonly owner: string;
};

export const noFilter: TaskFilter = { words: '', part: anyPart, owner: anyOwner };

export const isFiltered = ({ words, part, owner }: TaskFilter): boolean =>
  words.trim() !== '' || part !== anyPart || owner !== anyOwner;

const textOf = (task: ShownTask): string =>
  `${task.id} ${task.title} ${task.part ?? ''} ${task.assignee ?? ''} ${task.files.join(' ')}`.toLowerCase();

/** Those that have all of the words, and the part and owner that were chosen. */
export const filterTasks = (
  tasks: readonly ShownTask[],
  { words, part, owner }: TaskFilter,
): readonly ShownTask[] => {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks.filter((task) => {
    if (part !== anyPart && (task.part ?? noPart) !== part) return false;
    if (owner !== anyOwner && (task.assignee ?? nobody) !== owner) return false;
    if (wanted.length === 0) return true;
    const text = textOf(task);
    return wanted.every((word) => text.includes(word));
  });
};

export const columnNames = ['planned', 'ready', 'assigned', 'running', 'done', 'ended'] as const;
export type ColumnName = (typeof columnNames)[number];

const columnOf = (status: TaskStatus): ColumnName =>
  status === 'failed' || status === 'cancelled' ? 'ended' : status;

const byUrgency = (a: ShownTask, b: ShownTask): number => byPriority(a.priority, b.priority);
const latestFirst = (a: ShownTask, b: ShownTask): number => b.since - a.since;
/** A failed one needs somebody; a cancelled one is over. */
const failedFirst = (a: ShownTask, b: ShownTask): number =>
  Number(b.status === 'failed') - Number(a.status === 'failed') || latestFirst(a, b);

const orders: Record<ColumnName, (a: ShownTask, b: ShownTask) => number> = {
  planned: byUrgency,
  ready: byUrgency,
  assigned: byUrgency,
  running: byUrgency,
  done: latestFirst,
  ended: failedFirst,
};

/** Every task in one column: what is to come by priority, what is over with the latest first. */
export const columnsOf = (tasks: readonly ShownTask[]): Record<ColumnName, readonly ShownTask[]> => {
  const columns: Record<ColumnName, ShownTask[]> = {
    ...{ planned: [], ready: [], assigned: [] },
    ...{ running: [], done: [], ended: [] },
  };
  for (const task of tasks) columns[columnOf(task.status)].push(task);
  // Sorting is stable: what is equal stays in the order of creation.
  for (const name of columnNames) columns[name].sort(orders[name]);
  return columns;
};

export type TaskGroup = { readonly key: string; readonly tasks: readonly ShownTask[] };

const livelyFirst: readonly TaskStatus[] = [
  ...(['running', 'assigned', 'failed', 'ready'] as const),
  ...(['planned', 'done', 'cancelled'] as const),
];

const byLife = (a: ShownTask, b: ShownTask): number =>
  livelyFirst.indexOf(a.status) - livelyFirst.indexOf(b.status) || byUrgency(a, b);

/** A group for nobody, then one for each owner in the order of `ids`; what is at work comes first in each. */
export const ownersOf = (tasks: readonly ShownTask[], ids: readonly string[]): readonly TaskGroup[] => {
  const groups = new Map<string, ShownTask[]>();
  for (const task of tasks) {
    const key = task.assignee ?? nobody;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [task]);
    else group.push(task);
  }
  const order = [nobody, ...ids];
  const unknown = [...groups.keys()].filter((key) => !order.includes(key));
  return [...order, ...unknown].flatMap((key) => {
    const group = groups.get(key);
    return group === undefined ? [] : [{ key, tasks: group.sort(byLife) }];
  });
};
