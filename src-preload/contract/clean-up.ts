import { z } from 'zod';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { keptIdSchema } from './kept-work.ts';
import { commitHashSchema } from './worktree-work.ts';

/** What a clean-up calls a thing: a worktree `1/spec_1_1_2`, a branch without one `tutti/1/spec_1_1_2`, kept work `kept/1/spec_1_1_2/3`. */
export const cleanNameSchema = z
  .string()
  .min(1, 'a name is missing')
  .max(300)
  .regex(/^[^\p{Cc}]+$/u, 'this is no name: list what can be cleaned up');

export const cleanLimits = {
  /** Names in one call: more than the largest runs leave. */
  names: 2000,
  /** Ignored files of a worktree that are named. */
  ignored: 20,
} as const;

/** Something of Tutti's own that a clean-up could take away, and whether it may. */
export const cleanableSchema = z.object({
  name: cleanNameSchema,
  run: runNumberSchema.nullable(),
  id: instanceIdSchema.nullable(),
  /** Its folder, which goes. */
  worktree: z.string().nullable(),
  /** The branch that goes; null: none of Tutti's own. */
  branch: z.string().nullable(),
  kept: keptIdSchema.nullable(),
  /** The commit that it stands on. */
  tip: commitHashSchema.nullable(),
  removable: z.boolean(),
  /** Why it may go (who has its commits), or why not. */
  reason: z.string(),
  /** All that is in the way is that nothing else has its commits: with `save` they are kept, and it goes. */
  savable: z.boolean(),
  /** Files that git ignores and that would go with the folder: the first of them, folders as one. */
  ignored: z.array(z.string()),
});
export type Cleanable = z.infer<typeof cleanableSchema>;

/** One that was to go. */
export const cleanedSchema = z.object({ name: cleanNameSchema, gone: z.boolean(), reason: z.string() });
export type Cleaned = z.infer<typeof cleanedSchema>;
