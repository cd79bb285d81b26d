import { z } from 'zod';
import { instanceIdSchema, partySchema } from './ids.ts';
import { modelNameSchema } from './profile-choices.ts';
import { taskIdSchema, taskStatusSchema, taskWordsSchema } from './tasks.ts';

/** `batch_N`, counted in each run from 1. */
export const batchIdSchema = z.string().regex(/^batch_[1-9]\d{0,14}$/, 'a batch id looks like batch_2');
export type BatchId = z.infer<typeof batchIdSchema>;

export const parallelLimits = {
  /** Tasks of a batch: its result is one message. */
  tasks: 100,
  /** At work at the same time: as many children as an instance may have by default. */
  together: 20,
  /** A task that failed three times fails for a reason that one more try does not cure. */
  retries: 2,
  /** Minutes in a day. */
  patience: 1440,
} as const;

/** How a task ended for its batch. */
export const batchOutcomeSchema = z.enum(['done', 'failed', 'cancelled']);
export type BatchOutcome = z.infer<typeof batchOutcomeSchema>;

/** What a batch keeps of one task: the rest is the task's own. Times are milliseconds since 1970. */
export const batchItemSchema = z.object({
  task: taskIdSchema,
  /** The task's `attempts` whose end the batch has dealt with: one more than these has been given out. */
  handled: z.number().int(),
  retries: z.number().int(),
  /** When it may be tried again; null: at once. */
  retryAt: z.number().nullable(),
  /** When whoever has it was asked for a sign of life, in this attempt. */
  remindedAt: z.number().nullable(),
  outcome: batchOutcomeSchema.nullable(),
  /** Why it is tried again, or ended so. */
  reason: z.string(),
});
export type BatchItem = z.infer<typeof batchItemSchema>;

export const batchStateSchema = z.enum(['running', 'finished', 'cancelled']);

/** Tasks that Tutti gives to specialists, as many at a time as its limit allows. */
export const batchSchema = z.object({
  id: batchIdSchema,
  by: partySchema,
  /** Whose specialists do it; null: those without a parent. */
  parent: instanceIdSchema.nullable(),
  limit: z.number().int().min(1),
  /** Of specialists that are spawned for it. */
  profile: z.string(),
  model: modelNameSchema.nullable(),
  retries: z.number().int().min(0),
  /** Minutes without a sign of life. */
  patience: z.number().int().min(1),
  state: batchStateSchema,
  reason: z.string(),
  begunAt: z.number(),
  endedAt: z.number().nullable(),
  /** In the order in which they were named, which is that of the results. */
  items: z.array(batchItemSchema),
});
export type Batch = z.infer<typeof batchSchema>;

export const shownItemSchema = batchItemSchema.omit({ handled: true }).extend({
  title: z.string(),
  /** Where the task itself stands. */
  status: taskStatusSchema,
  assignee: instanceIdSchema.nullable(),
  attempts: z.number().int(),
  /** Of a task that is done. */
  summary: z.string(),
  commits: z.array(z.string()),
});
export type ShownItem = z.infer<typeof shownItemSchema>;

export const shownBatchSchema = batchSchema.extend({
  items: z.array(shownItemSchema),
  /** Tasks by what became of them; `waiting` have not been given out, or are to be tried again. */
  counts: z.object({
    total: z.number().int(),
    done: z.number().int(),
    failed: z.number().int(),
    cancelled: z.number().int(),
    running: z.number().int(),
    waiting: z.number().int(),
  }),
});
export type ShownBatch = z.infer<typeof shownBatchSchema>;

export const executeInputSchema = z.object({
  tasks: z.array(taskIdSchema).min(1, 'name at least one task').max(parallelLimits.tasks),
  limit: z.number().int().min(1).max(parallelLimits.together).default(3),
  /** Absent: that of the parent. */
  profile: z.string().min(1).max(100).optional(),
  model: modelNameSchema.optional(),
  /** Absent: the calling instance. */
  parent: instanceIdSchema.optional(),
  retries: z.number().int().min(0).max(parallelLimits.retries).default(parallelLimits.retries),
  patience: z.number().int().min(1).max(parallelLimits.patience).default(30),
});

export const cancelInputSchema = z.object({
  batch: batchIdSchema,
  /** What becomes of tasks that somebody is at work on: they go on for themselves, or are cancelled. */
  running: z.enum(['keep', 'cancel']).default('keep'),
  reason: taskWordsSchema.default(''),
});
