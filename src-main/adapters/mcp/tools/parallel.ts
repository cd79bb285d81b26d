import { batchesText, batchText } from '../batch-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { adds, ends, leaders, looks } from './words.ts';

const someBatch = 'A batch id such as batch_1; getParallelStatus shows them.';

export const parallelTools: readonly Tool[] = [
  tool({
    name: 'executeParallel',
    verb: 'parallel.execute',
    title: 'Run tasks in parallel',
    roles: leaders,
    annotations: adds,
    description: `Has tasks done by your specialists, some at a time: gives each to one that is free, spawns more up to the limit, respects dependencies and files, tries again what fails, and asks who is silent.
When: several of your tasks are to be done and you don't want to give them out one by one. Make them first with createTasks.
Answers at once; then end your turn: a message brings the results when all have ended.
Example: {"tasks": ["task_1", "task_2", "task_3"], "limit": 2}`,
    fields: {
      tasks: 'Task ids, open or failed; results come in this order.',
      limit: 'At most so many at work at the same time, 1 to 20.',
      profile: 'Of specialists that are spawned for it; absent: yours.',
      model: 'Their model; absent: the profile’s default.',
      parent: 'Whose specialists do it: you or one below you; absent: you.',
      retries: 'How often a task that fails is tried again, 0 to 2.',
      patience:
        'Minutes without a sign of life until a specialist is asked, and as many again until its task fails.',
    },
    render: (batch) => [batchText(batch)],
  }),
  tool({
    name: 'getParallelStatus',
    verb: 'parallel.status',
    title: 'See what runs in parallel',
    roles: leaders,
    annotations: looks,
    description: `Shows how far the tasks of a batch are, with results so far, in order.
When: somebody asks. You need not ask again and again: a message tells when it has finished.
Example: {"batch": "batch_1"}`,
    fields: { batch: `${someBatch} Absent: all.` },
    listName: 'batches',
    render: batchesText,
  }),
  tool({
    name: 'cancelParallel',
    verb: 'parallel.cancel',
    title: 'Stop running tasks in parallel',
    roles: leaders,
    annotations: ends,
    description: `Begins nothing more of a batch. Its specialists live on; tasks that were not begun stay open.
When: the work is no longer wanted, or is to be planned anew.
Answers with the batch.
Example: {"batch": "batch_1", "running": "cancel", "reason": "the interface has changed"}`,
    fields: {
      batch: someBatch,
      running: 'Tasks at work: keep (they go on) or cancel.',
      reason: 'Why; whoever is at work is told.',
    },
    render: (batch) => [batchText(batch)],
  }),
];
