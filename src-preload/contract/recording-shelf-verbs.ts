import { z } from 'zod';
import { runNumberSchema } from './ids.ts';
import { recordingSettingsSchema } from './recording-settings.ts';
import { pruningSchema, recordingLineSchema, removedRecordingSchema } from './recordings.ts';
import { command, query } from './verb.ts';

const run = runNumberSchema;

/** Which recordings of a project stay. All of them: `not_found` where a run has no recording. The person only. */
export const recordingShelfVerbs = {
  /** Those that were removed, the last one first. */
  'recordings.removed': query(z.object({}), z.array(removedRecordingSchema)),
  /** No rule removes it from now on; `not_found` where the run has no recording. */
  'recordings.protect': command(z.object({ run }), recordingLineSchema),
  'recordings.unprotect': command(z.object({ run }), recordingLineSchema),
  /** Removes one for good; `wrong_state`: its run goes on, or it is protected. */
  'recordings.remove': command(z.object({ run }), removedRecordingSchema),
  /**
   * Applies the rule of the settings, or another one, at once. Those that are protected, whose run goes on or that are being watched
   * stay. `dryRun`: nothing is removed.
   */
  'recordings.prune': command(
    z.object({
      dryRun: z.boolean().default(false),
      keepDays: recordingSettingsSchema.shape.keepDays.unwrap().optional(),
      keepGigabytes: recordingSettingsSchema.shape.keepGigabytes.unwrap().optional(),
    }),
    pruningSchema,
  ),
} as const;
