import { z } from 'zod';
import { instanceIdSchema, messageIdSchema, senderSchema } from './ids.ts';

export const subscriptionIdSchema = z
  .string()
  .regex(/^sub_[1-9]\d{0,14}$/, 'a subscription id looks like sub_12');

/** A kind of event, `instance.changed`, or all that begin alike, `task`. */
export const wantedKindSchema = z
  .string()
  .regex(/^[a-z]{1,40}(\.[a-z-]{1,40})?$/, 'a kind looks like instance.changed or task');

/** What an instance wants to be told of in its inbox, for as long as the run lasts or until it ends it. */
export const subscriptionSchema = z.object({
  id: subscriptionIdSchema,
  instance: instanceIdSchema,
  kinds: z.array(wantedKindSchema).min(1).max(20),
  /** Only what these did; empty: whoever it was. */
  from: z.array(senderSchema).max(100),
  since: z.number(),
  /** Sequence number of the last event that it has been told of, or of its own beginning. */
  upTo: z.number().int(),
  /** The notice that told it; no other is stored while that one is unread. */
  message: messageIdSchema.nullable(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;
