import { z } from 'zod';
import { breakerOfSchema, breakerSchema } from './breakers.ts';
import { command, query } from './verb.ts';

export const breakerVerbs = {
  /** Breakers that are open, or half open. */
  'breakers.list': query(z.object({}), z.array(breakerSchema)),
  /** The person has mended what failed: it may start at once. */
  'breakers.close': command(breakerOfSchema, z.array(breakerSchema)),
} as const;
