import { z } from 'zod';
import { cleanableSchema, cleanedSchema, cleanLimits, cleanNameSchema } from './clean-up.ts';
import { instanceIdSchema, runNumberSchema } from './ids.ts';
import { keptIdSchema, keptWorkSchema } from './kept-work.ts';
import { command, query } from './verb.ts';

export const workVerbs = {
  /** Work that is kept, of all runs, the newest first. `dropped`: also what is kept no longer. */
  'work.kept': query(
    z.object({
      id: instanceIdSchema.optional(),
      run: runNumberSchema.optional(),
      dropped: z.boolean().default(false),
      limit: z.number().int().min(1).max(2000).default(500),
    }),
    z.array(keptWorkSchema),
  ),
  /**
   * Gives kept work a worktree and a branch of its own, over nothing: one that was brought back before is answered as it is now. Which, or
   * the newest of an instance (`run` absent: of this run).
   */
  'work.bringBack': command(
    z.object({
      work: keptIdSchema.optional(),
      id: instanceIdSchema.optional(),
      run: runNumberSchema.optional(),
    }),
    keptWorkSchema,
  ),
  /** Worktrees and branches of Tutti's own, and kept work that is due, each with whether it may go and why. */
  'work.cleanable': query(z.object({}), z.array(cleanableSchema)),
  /** Takes away what was listed and still may go. `save`: keeps the commits that nothing else has first. Nothing is forced. */
  'work.clean': command(
    z.object({
      names: z.array(cleanNameSchema).min(1, 'nothing is named').max(cleanLimits.names),
      save: z.boolean().default(false),
    }),
    z.array(cleanedSchema),
  ),
} as const;
