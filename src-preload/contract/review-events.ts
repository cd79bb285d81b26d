import { z } from 'zod';
import { instanceIdSchema, messageIdSchema } from './ids.ts';
import { commentPlaceSchema, reviewLimits, reviewPlaceSchema, reviewVerdictSchema } from './review.ts';
import { commitHashSchema } from './worktree-work.ts';

/** Whose work, and the commit of it that was looked at. */
const of = { id: instanceIdSchema, tip: commitHashSchema };

export const reviewEvents = {
  /** `verdict` null: taken back. One of a file takes the place of those of its hunks, one of all of the work that of every other. */
  'review.marked': z.object({
    ...of,
    marks: z
      .array(reviewPlaceSchema.extend({ verdict: reviewVerdictSchema.nullable() }))
      .min(1)
      .max(reviewLimits.marks),
  }),
  /** `message` carries it to the instance. */
  'review.commented': commentPlaceSchema.extend({
    ...of,
    text: z.string().max(reviewLimits.comment),
    quote: z.array(z.string()).max(reviewLimits.quoted),
    message: messageIdSchema,
  }),
} as const;
