import { z } from 'zod';

/** A profile's or an instance's, by its name or id. */
export const breakerOfSchema = z.object({
  scope: z.enum(['profile', 'instance']),
  name: z.string().min(1).max(200),
});
export type BreakerOf = z.infer<typeof breakerOfSchema>;

/** A breaker that is not closed. Times are milliseconds since 1970. */
export const breakerSchema = breakerOfSchema.extend({
  /** `open`: nothing is tried. `half-open`: one at a time is. */
  state: z.enum(['open', 'half-open']),
  openedAt: z.number(),
  /** When it is tried again. */
  until: z.number(),
  /** The last failure, in words. */
  reason: z.string(),
  /** Of the trials since it is half open. */
  successes: z.number().int(),
});
export type Breaker = z.infer<typeof breakerSchema>;

export const isBreakerOf =
  (of: BreakerOf) =>
  (breaker: BreakerOf): boolean =>
    breaker.scope === of.scope && breaker.name === of.name;
