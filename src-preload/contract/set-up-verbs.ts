import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { setUpReportSchema, setUpSchema } from './set-up.ts';
import { query } from './verb.ts';

export const setUpVerbs = {
  /** How an instance's worktree was made ready, with the output of the command. `report` null: it is under way, or nothing was asked for. */
  'instances.setUp': query(
    z.object({ id: instanceIdSchema }),
    z.object({ setUp: setUpSchema.nullable(), report: setUpReportSchema.nullable() }),
  ),
} as const;
