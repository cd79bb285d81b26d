import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { mergeIdSchema } from './merges.ts';
import { taskIdSchema } from './tasks.ts';

/** An event, told in a line. `at`: milliseconds since 1970. */
export const toldEventSchema = z.object({
  seq: z.number().int(),
  at: z.number(),
  kind: z.string(),
  /** An instance, `person` or `tutti`. */
  actor: z.string(),
  /** Whom it is about; null: nobody. */
  about: z.string().nullable(),
  words: z.string(),
});
export type ToldEvent = z.infer<typeof toldEventSchema>;

/**
 * Why a chain goes on to the event before. `cause`: recorded as what led to it. `same`: the event before it of the same task, message,
 * merge or lock. `answers`: the message that it answers. `depends`: the task that it waited for. `carries`: the message that carried a task.
 */
export const chainLinkSchema = z.enum(['cause', 'same', 'answers', 'depends', 'carries']);
export type ChainLink = z.infer<typeof chainLinkSchema>;

/**
 * Where an event comes from that names no cause. `person`, `instance`: it is their own act. `seen`: a witness saw it happen. `time`: its time
 * had come. `host`: a host began or ended. `missing`: Tutti did it, and recorded no cause.
 */
export const originSchema = z.enum(['person', 'instance', 'seen', 'time', 'host', 'missing']);

/** What stood on a terminal at a moment: its text, and nothing of how it looked. */
export const shownScreenSchema = z.object({
  instance: instanceIdSchema,
  lines: z.array(z.string()),
  /** False: something before it can't be read, and it may have differed. */
  exact: z.boolean(),
});
export type ShownScreen = z.infer<typeof shownScreenSchema>;

export const chainStepSchema = toldEventSchema.extend({
  /** How it is reached from the step before it in the list; null: it is what is asked about. */
  link: chainLinkSchema.nullable(),
  /** Null: its cause is recorded, or it is how its task, merge or message goes on. */
  origin: originSchema.nullable(),
  /** Of whom it is about, as it stood then; absent: not asked for, not recorded, or the same as at the step before. */
  screen: shownScreenSchema.optional(),
});
export type ChainStep = z.infer<typeof chainStepSchema>;

export const failureSchema = z.object({
  /** What failed: a task, an instance, a merge, or the run itself. */
  what: z.enum(['task', 'instance', 'merge', 'run']),
  name: z.string(),
  /** In a sentence. */
  reason: z.string(),
  /** The screen's last lines, where they were kept as evidence. */
  evidence: z.string(),
  /** From the failure back to where it began. */
  chain: z.array(chainStepSchema),
  /** What else the instances of the chain did last before it, in order; the chain's own events are not among it. */
  context: z.array(toldEventSchema),
});
export type Failure = z.infer<typeof failureSchema>;

export const whySchema = z.object({
  run: runNumberSchema,
  /** What was asked about: a task, an instance, a merge, or `run 3`. */
  subject: z.string(),
  failures: z.array(failureSchema),
  /** Failures that are not told, since there are too many. */
  more: z.number().int().min(0),
  /** Events in the chains whose cause should have been recorded, and was not. */
  missing: z.array(z.number().int()),
});
export type Why = z.infer<typeof whySchema>;

/** What is asked about; without any of the three the run. */
export interface WhySubject {
  readonly task?: string;
  readonly instance?: string;
  readonly merge?: string;
}

/** One of the three at most; without any the run is asked about. */
export const whyInputSchema = z.object({
  run: runNumberSchema.optional(),
  task: taskIdSchema.optional(),
  instance: instanceIdSchema.optional(),
  merge: mergeIdSchema.max(60).optional(),
  /** With the screens at each step, where the run has a recording. */
  screens: z.boolean().optional(),
});
