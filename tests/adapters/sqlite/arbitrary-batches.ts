import type { parallelEvents } from '@contract/parallel-events.ts';
import fc from 'fast-check';

// As with tasks: few ids, some of which never exist.
const batch = fc.constantFrom('batch_1', 'batch_2', 'batch_9');
const task = fc.constantFrom('task_1', 'task_2', 'task_99');
const count = fc.integer({ min: 1, max: 9 });

/** What the events of batches carry. */
export const batchData = (
  id: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
): { readonly [K in keyof typeof parallelEvents]: fc.Arbitrary<unknown> } => ({
  'batch.begun': fc.record({
    batch,
    by: fc.oneof(id, fc.constant('person')),
    parent: fc.option(id),
    limit: count,
    profile: text,
    model: fc.option(fc.constant('large')),
    retries: count,
    patience: count,
    tasks: fc.uniqueArray(fc.record({ task, handled: count }), {
      selector: (item) => item.task,
      maxLength: 3,
    }),
  }),
  'batch.retried': fc.record({ batch, task, retry: count, attempt: count, retryAt: count, reason: text }),
  'batch.reminded': fc.record({ batch, task, assignee: id }),
  'batch.settled': fc.record({
    batch,
    task,
    outcome: fc.constantFrom('done', 'failed', 'cancelled'),
    reason: text,
  }),
  'batch.finished': fc.record({ batch }),
  'batch.cancelled': fc.record({ batch, reason: text }),
});
