import { z } from 'zod';
import { branchStandSchema } from './branches.ts';
import { instanceIdSchema } from './ids.ts';
import { branchNameSchema } from './merges.ts';
import { query } from './verb.ts';

export const branchVerbs = {
  /** The branch of an instance, by git itself. Absent `id`: the caller's own. `base` absent: the branch that it goes into. */
  'branches.get': query(
    z.object({ id: instanceIdSchema.optional(), base: branchNameSchema.optional() }),
    branchStandSchema,
  ),
} as const;
