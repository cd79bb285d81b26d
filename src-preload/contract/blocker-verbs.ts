import { z } from 'zod';
import { blockerKindSchema } from './blockers.ts';
import { instanceIdSchema } from './ids.ts';
import { instanceSchema } from './instances.ts';
import { command } from './verb.ts';

export const blockerVerbs = {
  /** The calling instance can't go on. Its parent is asked first, and the person where the parent can't or doesn't help. */
  'instances.reportBlocker': command(
    z.object({
      blocker: z.string().min(1, 'say what stops you').max(4000),
      kind: blockerKindSchema.default('other'),
      needs: z.string().min(1).max(2000).optional(),
      from: z.string().min(1).max(200).optional(),
    }),
    instanceSchema,
  ),
  /** A parent can't help a blocked child: the person is asked. */
  'blockers.escalate': command(
    z.object({ id: instanceIdSchema, reason: z.string().max(500).default('') }),
    instanceSchema,
  ),
} as const;
