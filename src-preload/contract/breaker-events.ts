import { z } from 'zod';
import { breakerOfSchema } from './breakers.ts';

const of = breakerOfSchema.shape;

export const breakerEvents = {
  /** Too many failures, or a trial that failed. */
  'breaker.opened': z.object({ ...of, until: z.number(), reason: z.string() }),
  /** One trial at a time is allowed. */
  'breaker.halfOpened': z.object({ ...of }),
  /** A trial went well; more are asked for. */
  'breaker.proved': z.object({ ...of, successes: z.number().int().positive() }),
  /** Enough trials went well, or the person closed it. */
  'breaker.closed': z.object({ ...of }),
} as const;
