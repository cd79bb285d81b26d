import { z } from 'zod';
import { wishIdSchema, wishTermsSchema } from './approvals.ts';
import { instanceIdSchema, runNumberSchema } from './ids.ts';

const of = { wish: wishIdSchema, by: instanceIdSchema };

export const approvalEvents = {
  'approval.asked': z.object({ ...of, terms: wishTermsSchema }),
  'approval.granted': z.object({ ...of }),
  /** The wish is done with: `spawned`, or the reason why nobody was. */
  'approval.settled': z.object({ ...of, spawned: instanceIdSchema.nullable(), reason: z.string() }),
  /** The person says yes to every wish of this run. */
  'approval.allowed': z.object({ run: runNumberSchema }),
  /** Each wish comes to the person again. */
  'approval.revoked': z.object({ run: runNumberSchema }),
} as const;
