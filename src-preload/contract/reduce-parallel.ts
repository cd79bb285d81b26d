import type { TuttiEvent } from './events.ts';
import type { Batch, BatchItem } from './parallel.ts';

type BatchEvent = Extract<TuttiEvent, { kind: `batch.${string}` }>;

const begun = ({ data, at }: Extract<BatchEvent, { kind: 'batch.begun' }>): Batch => {
  const { batch, tasks, ...terms } = data;
  const items = tasks.map(
    (item): BatchItem => ({
      ...item,
      ...{ retries: 0, retryAt: null, remindedAt: null, outcome: null, reason: '' },
    }),
  );
  return { ...terms, id: batch, state: 'running', reason: '', begunAt: at, endedAt: null, items };
};

const withItem = (batch: Batch, task: string, change: Partial<BatchItem>): Batch => ({
  ...batch,
  items: batch.items.map((item) => (item.task === task ? { ...item, ...change } : item)),
});

const cancelled = (batch: Batch, reason: string, at: number): Batch => ({
  ...batch,
  ...{ state: 'cancelled', reason, endedAt: at },
  items: batch.items.map((item) =>
    item.outcome === null ? { ...item, outcome: 'cancelled', retryAt: null, reason } : item,
  ),
});

const after = (batch: Batch, event: Exclude<BatchEvent, { kind: 'batch.begun' }>): Batch => {
  const { at } = event;
  switch (event.kind) {
    case 'batch.retried': {
      const { task, retry, attempt, retryAt, reason } = event.data;
      return withItem(batch, task, { retries: retry, handled: attempt, retryAt, remindedAt: null, reason });
    }
    case 'batch.reminded':
      return withItem(batch, event.data.task, { remindedAt: at });
    case 'batch.settled': {
      const { task, outcome, reason } = event.data;
      return withItem(batch, task, { outcome, reason, retryAt: null });
    }
    case 'batch.finished':
      return { ...batch, state: 'finished', endedAt: at };
    case 'batch.cancelled':
      return cancelled(batch, event.data.reason, at);
    default:
      return event satisfies never;
  }
};

/** Batches after one more event about them, in the order they were begun: the same in the view and in the rows. */
export const reduceBatches = (batches: readonly Batch[], event: BatchEvent): readonly Batch[] => {
  const { batch: id } = event.data;
  if (event.kind !== 'batch.begun')
    return batches.map((batch) => (batch.id === id ? after(batch, event) : batch));
  const made = begun(event);
  return batches.some((batch) => batch.id === id)
    ? batches.map((batch) => (batch.id === id ? made : batch))
    : [...batches, made];
};
