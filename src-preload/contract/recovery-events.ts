import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';

const on = { id: instanceIdSchema };

export const recoveryEvents = {
  /** It crashed, and will be started again unasked at `at` (milliseconds since 1970); `reason` is its new one. */
  'instance.restartPlanned': z.object({
    ...on,
    attempt: z.number().int().positive(),
    most: z.number().int().positive(),
    at: z.number(),
    reason: z.string(),
  }),
  /** It won't be started again unasked; `reason` is its new one. */
  'instance.restartDropped': z.object({ ...on, reason: z.string() }),
  /** Its program is not started yet, and why it has to wait. */
  'instance.startHeld': z.object({ ...on, reason: z.string() }),
} as const;
