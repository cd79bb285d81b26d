import { z } from 'zod';

/** What is recorded of a run. */
export const recordingSettingsSchema = z.object({
  /** Runs are recorded from their first instance on. Takes effect with the next run. */
  on: z.boolean().default(true),
  /** What the person types into terminals: nothing of it, how many bytes and when, or all. It may be a password. */
  typed: z.enum(['off', 'counted', 'full']).default('counted'),
});
