import { z } from 'zod';
import { batchIdSchema, cancelInputSchema, executeInputSchema, shownBatchSchema } from './parallel.ts';
import { command, query } from './verb.ts';

export const parallelVerbs = {
  /** Answers at once; the tasks are given out as specialists come free, and a message tells when all have ended. */
  'parallel.execute': command(executeInputSchema, shownBatchSchema),
  /** One, or all that the caller may see, in the order they were begun. */
  'parallel.status': query(z.object({ batch: batchIdSchema.optional() }), z.array(shownBatchSchema)),
  'parallel.cancel': command(cancelInputSchema, shownBatchSchema),
} as const;
