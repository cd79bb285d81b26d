import type { EventData } from '@contract/events.ts';
import type { parallelEvents } from '@contract/parallel-events.ts';

const of = { batch: 'batch_1', task: 'task_1' };

/** Data of each kind of event about batches. */
export const sampleBatchData: { readonly [K in keyof typeof parallelEvents]: EventData<K> } = {
  'batch.begun': {
    ...{ batch: 'batch_1', by: 'mgr_1_1', parent: 'mgr_1_1', limit: 3, profile: 'claude', model: null },
    ...{ retries: 2, patience: 30, tasks: [{ task: 'task_1', handled: 0 }] },
  },
  'batch.retried': { ...of, retry: 1, attempt: 1, retryAt: 5000, reason: 'the tests time out' },
  'batch.reminded': { ...of, assignee: 'spec_1_1_1' },
  'batch.settled': { ...of, outcome: 'failed', reason: 'the tests time out' },
  'batch.finished': { batch: 'batch_1' },
  'batch.cancelled': { batch: 'batch_1', reason: 'the plan has changed' },
};
