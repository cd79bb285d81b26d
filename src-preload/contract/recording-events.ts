import { z } from 'zod';
import { runNumberSchema } from './ids.ts';

const run = runNumberSchema;

/** Why a recording is removed: its run ended too long ago, all together are too large, or the person said so. */
export const removedWhySchema = z.enum(['age', 'size', 'asked']);
export type RemovedWhy = z.infer<typeof removedWhySchema>;

/** What becomes of recordings. What they hold is told by nothing here. */
export const recordingEvents = {
  /** Nothing of the run is recorded from here on until `recording.resumed`, and why. */
  'recording.paused': z.object({ run, reason: z.string().max(1000) }),
  'recording.resumed': z.object({ run }),
  /** No rule removes it. */
  'recording.protected': z.object({ run }),
  'recording.unprotected': z.object({ run }),
  /** Its file is gone. The run's events stay in the log. */
  'recording.removed': z.object({ run, bytes: z.number().int().nonnegative(), why: removedWhySchema }),
} as const;
