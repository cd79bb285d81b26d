import type { Batch, ShownBatch, ShownItem } from './parallel.ts';
import { statusOf, taskOf } from './task-status.ts';
import type { View } from './view.ts';

type Known = Pick<View, 'tasks'>;

const shownItem = (view: Known, item: Batch['items'][number]): ShownItem => {
  const { handled: _, ...kept } = item;
  const task = taskOf(view.tasks, item.task);
  return {
    ...kept,
    title: task?.title ?? '',
    status: task === undefined ? 'cancelled' : statusOf(view.tasks, task),
    assignee: task?.assignee ?? null,
    attempts: task?.attempts ?? 0,
    summary: task?.result?.summary ?? '',
    commits: task?.result?.commits ?? [],
  };
};

/** A batch with where its tasks stand and what came of them, in the order in which they were named. */
export const shownBatch = (view: Known, batch: Batch): ShownBatch => {
  const ended = (outcome: string): number => batch.items.filter((item) => item.outcome === outcome).length;
  const open = batch.items.filter(({ outcome }) => outcome === null);
  const running = open.filter(({ task: id }) => {
    const task = taskOf(view.tasks, id);
    return task?.state === 'assigned' || task?.state === 'running';
  }).length;
  return {
    ...batch,
    items: batch.items.map((item) => shownItem(view, item)),
    counts: {
      total: batch.items.length,
      done: ended('done'),
      failed: ended('failed'),
      cancelled: ended('cancelled'),
      running,
      waiting: open.length - running,
    },
  };
};
