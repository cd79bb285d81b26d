import { z } from 'zod';
import { wishIdSchema, wishSchema } from './approvals.ts';
import { command, query } from './verb.ts';

const wishes = z.array(wishSchema);

export const approvalVerbs = {
  /** Wishes that wait. */
  'approvals.list': query(z.object({}), wishes),
  /** Yes or no to a wish; `all`: yes to every other of this run, too. Answers with those that wait still. */
  'approvals.decide': command(
    z.object({
      wish: wishIdSchema,
      yes: z.boolean(),
      all: z.boolean().default(false),
      /** What the instance is told with a no. */
      reason: z.string().max(2000).default(''),
    }),
    wishes,
  ),
  /** Takes back the yes to all of this run. */
  'approvals.revoke': command(z.object({}), wishes),
} as const;
