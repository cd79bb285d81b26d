import { z } from 'zod';
import { patternMistake } from './safe-pattern.ts';

const patternSchema = z
  .string()
  .min(1)
  .superRefine((source, context) => {
    const mistake = patternMistake(source);
    if (mistake !== null)
      context.addIssue({ code: 'custom', message: `the pattern ${source.slice(0, 60)} ${mistake}` });
  });

/** What is recorded of a run, and what is hidden when a recording leaves the project. */
export const recordingSettingsSchema = z.object({
  /** Runs are recorded from their first instance on. Takes effect with the next run. */
  on: z.boolean().default(true),
  /**
   * What the person types into terminals: nothing of it, how many bytes and when, or all of it: also what a program does not show
   * while it is typed, as a password.
   */
  typed: z.enum(['off', 'counted', 'full']).default('counted'),
  /** Regular expressions of what is masked in an export beside the known shapes of secrets. */
  patterns: z.array(patternSchema).max(100).default([]),
  /** Names of variables whose values are masked in an export. The values are looked up then, and kept nowhere. */
  environment: z
    .array(
      z
        .string()
        .max(100)
        .regex(
          /^[A-Za-z_][A-Za-z0-9_]*$/,
          'a variable’s name has letters, digits and underlines alone: name it without $ and =',
        ),
    )
    .max(100)
    .default([]),
  /** A recording whose run ended so many days ago is removed, unless it is protected; 0: it stays. A run is looked at again for weeks. */
  keepDays: z.number().int().min(0).max(36_500).default(90),
  /**
   * Of more recordings than so many GB (2^30 bytes) the oldest that are not protected are removed; 0: all stay. A day of fifty busy
   * instances takes some 400 MB.
   */
  keepGigabytes: z.number().int().min(0).max(1_000_000).default(10),
});
export type RecordingSettings = z.infer<typeof recordingSettingsSchema>;
