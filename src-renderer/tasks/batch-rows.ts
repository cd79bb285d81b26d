import type { Instance } from '@contract/instances.ts';
import type { Batch, BatchItem, ShownBatch, ShownItem } from '@contract/parallel.ts';
import { shownBatch } from '@contract/shown-batch.ts';
import { waitsFor } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import { agoWords, countWords, durationWords } from '../design/time-words.ts';

export type BatchRow =
  | { readonly kind: 'batch'; readonly key: string; readonly batch: ShownBatch; readonly open: boolean }
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly batch: ShownBatch;
      readonly item: ShownItem;
      /** Place in the order of the results, from 1. */
      readonly place: number;
    };

/** Running ones first, else the newest first: the order in which one asks about them. */
const inOrder = (batches: readonly Batch[]): Batch[] =>
  [...batches]
    .reverse()
    .sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running') || b.begunAt - a.begunAt);

/** One that runs is open unless it was folded, one that is over is folded unless it was opened. */
const isOpen = (batch: Batch, turned: ReadonlySet<string>): boolean =>
  (batch.state === 'running') !== turned.has(batch.id);

/** Heads and tasks as they stand in the list, of the batches with one of these tasks. */
export const batchRows = (
  view: Pick<View, 'batches' | 'tasks'>,
  tasks: ReadonlySet<string>,
  turned: ReadonlySet<string>,
): readonly BatchRow[] =>
  inOrder(view.batches)
    .filter(({ items }) => items.some(({ task }) => tasks.has(task)))
    .flatMap((stored): BatchRow[] => {
      const batch = shownBatch(view, stored);
      const open = isOpen(stored, turned);
      return [
        { kind: 'batch', key: batch.id, batch, open },
        ...(open ? batch.items : []).map((item, at): BatchRow => {
          return { kind: 'item', key: `${batch.id} ${item.task}`, batch, item, place: at + 1 };
        }),
      ];
    });

/** How far a batch is, in words. */
export const countsWords = ({ counts: { total, ...of } }: ShownBatch): string =>
  [
    `${of.done} of ${total} done`,
    ...(['running', 'waiting', 'failed', 'cancelled'] as const).flatMap((name) =>
      of[name] === 0 ? [] : [`${of[name]} ${name}`],
    ),
  ].join(', ');

/** What holds up specialists of a batch that are to be started, by how many; memory, or others that start. */
export const heldStarts = (
  instances: readonly Instance[],
  batch: Pick<Batch, 'parent' | 'state'>,
): string | null => {
  if (batch.state !== 'running') return null;
  const held = instances.filter(
    ({ parent, role, state, pid, reason }) =>
      role === 'specialist' &&
      parent === batch.parent &&
      state === 'starting' &&
      pid === null &&
      reason.startsWith('waits'),
  );
  const [first] = held;
  return first === undefined ? null : `${countWords(held.length, 'specialist')} to start: ${first.reason}`;
};

/** Of the tries that it has in this batch; empty while the first is all there was. */
export const tryWords = ({ retries }: Pick<BatchItem, 'retries'>, most: number): string =>
  retries === 0 ? '' : `try ${retries + 1} of ${most + 1}`;

const openWords = (item: ShownItem, tasks: readonly Task[], task: Task, now: number): string => {
  const why = item.reason === '' ? '' : `: ${item.reason}`;
  if (item.retryAt !== null && item.retryAt > now)
    return `tried again in ${durationWords(item.retryAt - now)}${why}`;
  const before = waitsFor(tasks, task);
  if (before.length > 0) return `waits for ${before.join(', ')}`;
  if (item.status === 'running') {
    const asked =
      item.remindedAt === null ? '' : `, asked for a sign of life ${agoWords(item.remindedAt, now)}`;
    return `at work for ${durationWords(now - (task.startedAt ?? task.since))}${asked}`;
  }
  if (item.status === 'assigned') return `given out ${agoWords(task.since, now)}, not begun`;
  return item.retries > 0 ? `waits for a free place${why}` : 'waits for a free place';
};

/** What a task of a batch is at, or how it ended. `now` in milliseconds since 1970. */
export const itemWords = (item: ShownItem, tasks: readonly Task[], now: number): string => {
  if (item.outcome === 'done') return item.summary;
  if (item.outcome !== null) return item.reason;
  const task = tasks.find(({ id }) => id === item.task);
  return task === undefined ? '' : openWords(item, tasks, task, now);
};
