import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { setUpReportSchema, setUpSchema } from './set-up.ts';
import { query } from './verb.ts';

export const setUpVerbs = {
  /**
   * How an instance's worktree was made ready, with the output of the command. `report` null: it is under way, or nothing was asked for.
   * With `seen`, while it is under way, the answer waits (20 s at most) until it is over or more was printed than that; a reader who
   * gives each time the `printed` of the answer before follows it, and is answered three times a second at most.
   */
  'instances.setUp': query(
    z.object({ id: instanceIdSchema, seen: z.number().int().min(0).optional() }),
    z.object({
      setUp: setUpSchema.nullable(),
      report: setUpReportSchema.nullable(),
      /** While it is under way: the end of what it has printed, and how many UTF-16 units there were in all. */
      live: z.object({ output: z.string(), printed: z.number().int() }).nullable(),
    }),
  ),
} as const;
