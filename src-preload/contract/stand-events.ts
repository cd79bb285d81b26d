import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { overlapSchema, standSchema } from './stands.ts';

export const standEvents = {
  /** An instance's branch, or the one that it goes into, stands otherwise than before. */
  'branch.stood': z.object({ id: instanceIdSchema, stand: standSchema }),
  /** Two instances' commits would conflict, or would in other files than those told of before. */
  'overlap.found': overlapSchema.omit({ at: true, over: true, told: true }),
  /** `merged`: one of them is in the branch that it goes into. `ended`: one of them has no branch any more. */
  'overlap.gone': overlapSchema
    .pick({ id: true, other: true })
    .extend({ why: z.enum(['changed', 'merged', 'ended']) }),
} as const;
