import type { TuttiEvent } from './events.ts';
import type { Subscription } from './subscriptions.ts';

type SubscriptionEvent = Extract<TuttiEvent, { kind: `subscription.${string}` }>;
type Subscriptions = readonly Subscription[];

/** The subscriptions of the run in view after one more event of theirs, in the order they were made. */
export const reduceSubscriptions = (all: Subscriptions, event: SubscriptionEvent): Subscriptions => {
  const { subscription: id } = event.data;
  switch (event.kind) {
    case 'subscription.made': {
      const { instance, kinds, from } = event.data;
      const made = { id, instance, kinds, from, since: event.at, upTo: event.seq, message: null };
      const place = all.findIndex((other) => other.id === id);
      return place === -1 ? [...all, made] : all.with(place, made);
    }
    case 'subscription.told': {
      const { message, upTo } = event.data;
      return all.map((other) => (other.id === id ? { ...other, message, upTo } : other));
    }
    case 'subscription.ended':
      return all.filter((other) => other.id !== id);
    default:
      return event satisfies never;
  }
};
