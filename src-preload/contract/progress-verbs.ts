import { z } from 'zod';
import { instanceIdSchema } from './ids.ts';
import { progressOfOneSchema, progressOfRunSchema } from './progress.ts';
import { query } from './verb.ts';

export const progressVerbs = {
  /** Of one instance and all below it. Absent: of the calling instance. */
  'progress.get': query(z.object({ id: instanceIdSchema.optional() }), progressOfOneSchema),
  /** Of all that the caller may see. */
  'progress.all': query(z.object({}), progressOfRunSchema),
} as const;
