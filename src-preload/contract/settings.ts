import { z } from 'zod';

/** The person's settings for a project. Defaults are the ones a machine with 16 GB carries well. */
export const settingsSchema = z.object({
  limits: z
    .object({
      executives: z.number().int().min(1).max(100).default(5),
      managers: z.number().int().min(0).max(500).default(20),
      specialists: z.number().int().min(0).max(1000).default(100),
      childrenEach: z.number().int().min(0).max(200).default(8),
    })
    .prefault({}),
  /** Lines of scrollback kept per terminal. */
  scrollback: z.number().int().min(100).max(200_000).default(5000),
  coordination: z
    .object({
      /** An executive spawns nobody before it has called planProject. The person may at any time. */
      planBeforeSpawn: z.boolean().default(true),
    })
    .prefault({}),
  /** Instances that "restart all" starts at the same moment; the next follows when one has confirmed. */
  restartTogether: z.number().int().min(1).max(50).default(3),
  locks: z
    .object({
      /** Seconds that the locks of an instance stay after its program has ended, for a restart to find them in place. */
      graceSeconds: z.number().int().min(0).max(86_400).default(120),
      /** Seconds that a grant stays which came when no call waited for it, until it is taken up by asking for it again. */
      askAgainSeconds: z.number().int().min(5).max(3600).default(120),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
