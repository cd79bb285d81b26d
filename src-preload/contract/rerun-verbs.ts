import { z } from 'zod';
import { runNumberSchema } from './ids.ts';
import { modelNameSchema, modeNameSchema } from './profile-choices.ts';
import { launchedSchema } from './run-template-verbs.ts';
import { roleProfilesSchema } from './run-templates.ts';
import { taskIdSchema, taskStateSchema } from './tasks.ts';
import { command, query } from './verb.ts';

/**
 * What of a run is to be done once more. Without a moment all of its plan, as if nothing had been done; with one, what was not done by
 * then: of an event's number or in milliseconds since 1970, one of the two.
 */
export const rerunOfSchema = z.object({
  run: runNumberSchema,
  seq: z.number().int().min(0).optional(),
  at: z.number().min(0).max(8_640_000_000_000_000).optional(),
});

const oneMoment = ({ seq, at }: { seq?: number | undefined; at?: number | undefined }): boolean =>
  seq === undefined || at === undefined;
const twoMoments = { message: 'Give either seq or at.', path: ['at'] };

/** What a new run would begin with. */
export const remainingSchema = z.object({
  run: runNumberSchema,
  /** Of the new one. */
  title: z.string(),
  /** Cut where it is long. */
  goal: z.string(),
  /** The moment that is gone back to; null: to its plan. */
  at: z.number().nullable(),
  parts: z.array(z.string()),
  tasks: z.array(
    z.object({
      /** Its id in that run. */
      task: taskIdSchema,
      title: z.string(),
      state: taskStateSchema,
      part: z.string().nullable(),
    }),
  ),
  /** Tasks that were done by then, and are not done once more. */
  done: z.number().int(),
  /** By role, as it was; absent: none was of that role. */
  profiles: roleProfilesSchema,
});
export type Remaining = z.infer<typeof remainingSchema>;

export const rerunVerbs = {
  /** What `runs.rerun` would begin, and nothing is begun. The person only. */
  'runs.remaining': query(rerunOfSchema.refine(oneMoment, twoMoments), remainingSchema),
  /**
   * Begins a new run from an earlier one's plan, or from the tasks that were not done at a moment of it. Ids and branches are its own, and
   * it begins where the project stands now; nothing of the earlier run is changed. The person only; errors as of `runs.launch`.
   */
  'runs.rerun': command(
    rerunOfSchema
      .extend({
        /** Of all; what `profiles` says of a role goes before it, and what was used then comes after. */
        profile: z.string().min(1).max(80).optional(),
        profiles: roleProfilesSchema.prefault({}),
        permissions: modeNameSchema.optional(),
        dangerous: z.boolean().optional(),
        model: modelNameSchema.optional(),
        confirm: z.boolean().optional(),
        title: z.string().trim().max(200).default(''),
      })
      .refine(oneMoment, twoMoments),
    launchedSchema,
  ),
} as const;
