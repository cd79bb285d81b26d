import { z } from 'zod';
import { messageIdSchema } from './ids.ts';
import { subscriptionIdSchema, subscriptionSchema } from './subscriptions.ts';

const { instance, kinds, from, upTo } = subscriptionSchema.shape;

export const subscriptionEvents = {
  'subscription.made': z.object({ subscription: subscriptionIdSchema, instance, kinds, from }),
  /** A notice of what happened since the last was stored with this. */
  'subscription.told': z.object({ subscription: subscriptionIdSchema, message: messageIdSchema, upTo }),
  'subscription.ended': z.object({ subscription: subscriptionIdSchema }),
} as const;
