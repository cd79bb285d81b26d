import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { branchNameSchema, mergeIdSchema, mergeLimits, mergeSchema, mergeStrategySchema } from './merges.ts';
import { command, query } from './verb.ts';
import { commitHashSchema } from './worktree-work.ts';

const reason = z.string().max(500).default('');

export const mergeVerbs = {
  /**
   * Asks for a branch to be merged; answers as it stands in the queue. Whose work (`id`) or which branch; absent: the caller's own.
   * `into` absent: the branch of its parent, and for one without a parent the person's branch.
   */
  'merges.request': command(
    z.object({
      id: instanceIdSchema.optional(),
      source: branchNameSchema.optional(),
      into: branchNameSchema.optional(),
      /** The commit that was looked at: refused (`wrong_state`) when the branch has moved on. Absent: as it stands when its turn comes. */
      tip: commitHashSchema.optional(),
      /** Absent: as the settings have it. */
      strategy: mergeStrategySchema.optional(),
      message: z
        .string()
        .max(mergeLimits.message)
        .refine((text) => !text.includes('\0'), 'a commit’s message can’t hold a zero byte: take it out')
        .default(''),
    }),
    mergeSchema,
  ),
  /** Bottom up: specialists into their managers, these into the executive; into the person's branch only when `finish` says so. */
  'merges.integrate': command(
    z.object({
      /** Absent: of the whole run, for an instance all below it. */
      id: instanceIdSchema.optional(),
      finish: z.boolean().default(false),
      strategy: mergeStrategySchema.optional(),
    }),
    z.array(mergeSchema),
  ),
  /** In the order in which they were asked for. */
  'merges.list': query(z.object({ open: z.boolean().default(false) }), z.array(mergeSchema)),
  'merges.cancel': command(z.object({ merge: mergeIdSchema, reason }), mergeSchema),
  /** Tries one that failed or conflicts once more, where its age puts it in the queue. */
  'merges.retry': command(z.object({ merge: mergeIdSchema }), mergeSchema),
  /** Takes one back: absent, the last that was merged. `run` absent: of this run. */
  'merges.undo': command(
    z.object({ merge: mergeIdSchema.optional(), run: runNumberSchema.optional(), reason }),
    mergeSchema,
  ),
} as const;
