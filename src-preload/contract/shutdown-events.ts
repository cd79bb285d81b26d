import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { leftSchema, shutdownSchema } from './shutdowns.ts';

const { top, ids, until, reason } = shutdownSchema.shape;

export const shutdownEvents = {
  /** By the actor: those concerned are told to save their work, and are ended once they have, or `until` has come. */
  'shutdown.begun': z.object({ top, ids, until, reason }),
  /** `unsaved`: those that were still waited for when the time was up. */
  'shutdown.ending': z.object({ why: z.enum(['saved', 'time']), unsaved: z.array(instanceIdSchema) }),
  'shutdown.cancelled': z.object({}),
  /** Nothing of them runs any more. `left`: what is not committed. */
  'shutdown.finished': z.object({ ended: z.array(instanceIdSchema), left: z.array(leftSchema) }),
} as const;
