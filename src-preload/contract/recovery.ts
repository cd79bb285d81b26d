import { z } from 'zod';

/** Restarts that Tutti made of its own accord. Times are milliseconds since 1970. */
export const recoverySchema = z.object({
  /** When it was started again unasked, the latest last, since somebody started it last. */
  tried: z.array(z.number()),
  /** When it will be; null: it won't. */
  at: z.number().nullable(),
});
export type Recovery = z.infer<typeof recoverySchema>;
export const noRecovery: Recovery = { tried: [], at: null };

/** More are not counted: `recovery.most` is 20 at most. */
export const keptTries = 20;
