import type { TuttiEvent } from '@contract/events.ts';
import { actorWords, isFrom, isOfKinds } from '@contract/named-events.ts';
import type { Subscription } from '@contract/subscriptions.ts';
import { messageOf, type View } from '@contract/view.ts';
import { hearsOf } from './authority.ts';

/** Its own doing it knows, and what is sent to it it gets anyway; a notice that told of notices would never end. */
const isNews = (view: View, id: string, event: TuttiEvent): boolean => {
  if (actorWords(event) === id) return false;
  if (!event.kind.startsWith('message.') || !('message' in event.data)) return true;
  const message = messageOf(view, event.data.message ?? '');
  return message !== undefined && message.from !== 'tutti' && message.to !== id;
};

/** Whether a subscription is to be told of an event. */
export const isWanted = (view: View, subscription: Subscription, event: TuttiEvent): boolean =>
  isOfKinds(subscription.kinds, event) &&
  event.run === view.run?.run &&
  isFrom(subscription.from, event) &&
  isNews(view, subscription.instance, event) &&
  hearsOf(view, subscription.instance, event);
