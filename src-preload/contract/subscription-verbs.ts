import { z } from 'zod';
import { subscriptionIdSchema, subscriptionSchema } from './subscriptions.ts';
import { command, query } from './verb.ts';

const { kinds, from } = subscriptionSchema.shape;

export const subscriptionVerbs = {
  /** By an instance, for itself. `bad_input` (`kinds`): there is no such kind. The same twice is one. */
  'subscriptions.add': command(z.object({ kinds, from: from.default([]) }), subscriptionSchema),
  'subscriptions.end': command(z.object({ subscription: subscriptionIdSchema }), subscriptionSchema),
  /** An instance's own; all of them for the person. */
  'subscriptions.list': query(z.object({}), z.array(subscriptionSchema)),
} as const;
