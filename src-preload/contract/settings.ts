import { z } from 'zod';
import { commitSettingsSchema } from './commit-settings.ts';
import { mergeStrategySchema } from './merges.ts';
import { notificationSettingsSchema } from './notification-settings.ts';
import { recordingSettingsSchema } from './recording-settings.ts';
import { worktreeSettingsSchema } from './set-up.ts';
import { telemetrySettingsSchema } from './telemetry-settings.ts';

const whole = (least: number, most: number, usual: number) =>
  z.number().int().min(least).max(most).default(usual);

/** The person's settings for a project. Defaults are the ones a machine with 16 GB carries well. */
export const settingsSchema = z.object({
  limits: z
    .object({
      executives: whole(1, 100, 5),
      managers: whole(0, 500, 20),
      specialists: whole(0, 1000, 100),
      childrenEach: whole(0, 200, 8),
    })
    .prefault({}),
  /** Lines of scrollback kept per terminal. */
  scrollback: whole(100, 200_000, 5000),
  coordination: z
    .object({
      /** An executive spawns nobody before it has called planProject. The person may at any time. */
      planBeforeSpawn: z.boolean().default(true),
      /** Minutes that a parent has to answer a child's blocker; then the person is asked. */
      blockerMinutes: whole(1, 1440, 10),
    })
    .prefault({}),
  /** Instances that "restart all" starts at the same moment; the next follows when one has confirmed. */
  restartTogether: whole(1, 50, 3),
  /** Whether one that crashed is started again unasked: at most so often within a time, so that retries burn no quota. */
  recovery: z
    .object({
      restart: z.enum(['crashed', 'off']).default('crashed'),
      most: whole(1, 20, 3),
      withinMinutes: whole(1, 1440, 10),
    })
    .prefault({}),
  /** So many failures within a time, and a profile or an instance is not started any more; then it is tried, until so many successes. */
  breaker: z
    .object({
      failures: whole(1, 100, 5),
      withinSeconds: whole(1, 3600, 60),
      openSeconds: whole(1, 86_400, 120),
      successes: whole(1, 20, 2),
    })
    .prefault({}),
  /** Which instances an instance may spawn only when the person has said yes: none, managers, or any. */
  approval: z.enum(['off', 'managers', 'all']).default('off'),
  /** How many start at the same moment, and the memory below which the rest wait while somebody runs. 0: no regard to memory. */
  starts: z.object({ together: whole(1, 100, 4), keepFreeMb: whole(0, 1_048_576, 2048) }).prefault({}),
  notifications: notificationSettingsSchema.prefault({}),
  locks: z
    .object({
      /** Seconds that the locks of an instance stay after its program has ended, for a restart to find them in place. */
      graceSeconds: whole(0, 86_400, 120),
      /** Seconds that a grant stays which came when no call waited for it, until it is taken up by asking for it again. */
      askAgainSeconds: whole(5, 3600, 120),
    })
    .prefault({}),
  merging: z
    .object({
      strategy: mergeStrategySchema.default('merge'),
      /** The person's own command line, run by `sh` on what a merge would make of its target; empty: nothing is run. */
      check: z
        .string()
        .max(2000)
        .refine((line) => !line.includes('\0'), 'a command can’t hold a zero byte: take it out')
        .default(''),
      checkMinutes: whole(1, 240, 15),
      /** So many are checked together; when that fails, the one that it fails with is looked for. */
      together: whole(1, 50, 10),
      /** The profile of a specialist that is started to resolve a conflict handed to it; empty: none. */
      resolver: z.string().max(100).default(''),
      /** So many days kept work stays that is in no branch; then it is shown as due, and dropped only when the person says so. */
      keepDays: whole(1, 3650, 30),
    })
    .prefault({}),
  worktrees: worktreeSettingsSchema.prefault({}),
  commits: commitSettingsSchema.prefault({}),
  recording: recordingSettingsSchema.prefault({}),
  telemetry: telemetrySettingsSchema.prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
