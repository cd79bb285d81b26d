import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { batchIdSchema, batchItemSchema, batchOutcomeSchema, batchSchema } from './parallel.ts';
import { taskIdSchema } from './tasks.ts';

const of = { batch: batchIdSchema };
const ofTask = { ...of, task: taskIdSchema };

export const parallelEvents = {
  'batch.begun': batchSchema
    .pick({ by: true, parent: true, limit: true, profile: true, model: true, retries: true, patience: true })
    .extend({ ...of, tasks: z.array(batchItemSchema.pick({ task: true, handled: true })) }),
  /** A task has failed and is tried again, not before `retryAt`. `retry` counts from 1. */
  'batch.retried': z.object({
    ...ofTask,
    retry: z.number().int().positive(),
    attempt: z.number().int(),
    retryAt: z.number(),
    reason: z.string(),
  }),
  /** Whoever has the task was asked for a sign of life. */
  'batch.reminded': z.object({ ...ofTask, assignee: instanceIdSchema }),
  /** The task is done with, as far as the batch goes. */
  'batch.settled': z.object({ ...ofTask, outcome: batchOutcomeSchema, reason: z.string() }),
  /** All of its tasks are settled. */
  'batch.finished': z.object({ ...of }),
  /** Nothing more is begun for it. */
  'batch.cancelled': z.object({ ...of, reason: z.string() }),
} as const;
