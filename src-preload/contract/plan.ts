import { z } from 'zod';
import { instanceIdSchema, partySchema } from './ids.ts';
import { pathClaimSchema, pathLimit } from './paths.ts';
import { partNameSchema, taskResultSchema } from './tasks.ts';

export const planLimits = {
  goal: 4000,
  /** More parts than a run may have managers by default (20) can't be led. */
  parts: 50,
  files: 100,
} as const;

/** A part of a plan: what one manager answers for. */
export const partSchema = z.object({
  name: z.string(),
  goal: z.string(),
  files: z.array(z.string().max(pathLimit)),
  manager: instanceIdSchema.nullable(),
  /** Names of the parts that must be finished before. */
  dependencies: z.array(z.string()),
  /** Its manager has handed it up; null: not yet. */
  completed: taskResultSchema.extend({ by: partySchema, at: z.number() }).nullable(),
});
export type Part = z.infer<typeof partSchema>;

/** What a run is for and how it is divided. Times are milliseconds since 1970. */
export const planSchema = z.object({
  goal: z.string(),
  parts: z.array(partSchema),
  by: partySchema,
  madeAt: z.number(),
  /** 1 at first, one more each time it is made anew; earlier ones are in the log. */
  version: z.number().int(),
});
export type Plan = z.infer<typeof planSchema>;

/** Strict, as new tasks are. */
export const newPartSchema = z.strictObject({
  name: partNameSchema,
  goal: z.string().max(planLimits.goal).default(''),
  files: z.array(pathClaimSchema).max(planLimits.files).default([]),
  manager: instanceIdSchema.nullable().default(null),
  dependencies: z.array(partNameSchema).max(planLimits.parts).default([]),
});

export const newPlanSchema = z.object({
  goal: z.string().trim().min(1, 'a plan needs a goal').max(planLimits.goal),
  parts: z.array(newPartSchema).min(1, 'a plan has a part at least').max(planLimits.parts),
});

/** How far something is, counted in tasks. `cancelled` ones are no part of `total`. */
export const taskCountSchema = z.object({
  total: z.number().int(),
  done: z.number().int(),
  running: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** Of `total`, rounded down; null where there is nothing to count. */
  percent: z.number().int().nullable(),
});
export type TaskCount = z.infer<typeof taskCountSchema>;

export const shownPlanSchema = planSchema.extend({
  parts: z.array(partSchema.extend({ progress: taskCountSchema })),
  progress: taskCountSchema,
});
export type ShownPlan = z.infer<typeof shownPlanSchema>;
