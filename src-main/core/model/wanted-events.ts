import { type EventKind, eventKinds, instanceOf, type TuttiEvent } from '@contract/events.ts';
import type { Subscription } from '@contract/subscriptions.ts';
import { messageOf, type View } from '@contract/view.ts';
import { hearsOf } from './authority.ts';

/** The kinds that a word names: one of them, or all that begin with it. Tutti's own bookkeeping of subscriptions is none. */
export const kindsNamed = (word: string): EventKind[] =>
  eventKinds.filter(
    (kind) => !kind.startsWith('subscription.') && (kind === word || kind.startsWith(`${word}.`)),
  );

/** The words that may be said, for an error. */
export const kindWords = (): string[] => [
  ...new Set(eventKinds.map((kind) => kind.split('.', 1)[0] ?? '').filter((word) => word !== 'subscription')),
];

export const actorWords = ({ actor }: TuttiEvent): string =>
  actor.kind === 'instance' ? actor.id : actor.kind;

/** Whose doing an event is, or whom it is about. */
const isFrom = (senders: readonly string[], event: TuttiEvent): boolean =>
  senders.length === 0 ||
  senders.some(
    (sender) =>
      sender === actorWords(event) ||
      sender === instanceOf(event) ||
      (event.kind === 'message.stored' && sender === event.data.from),
  );

/** Its own doing it knows, and what is sent to it it gets anyway; a notice that told of notices would never end. */
const isNews = (view: View, id: string, event: TuttiEvent): boolean => {
  if (actorWords(event) === id) return false;
  if (!event.kind.startsWith('message.') || !('message' in event.data)) return true;
  const message = messageOf(view, event.data.message ?? '');
  return message !== undefined && message.from !== 'tutti' && message.to !== id;
};

/** Whether a subscription is to be told of an event. */
export const isWanted = (view: View, subscription: Subscription, event: TuttiEvent): boolean =>
  subscription.kinds.some((word) => event.kind === word || event.kind.startsWith(`${word}.`)) &&
  event.run === view.run?.run &&
  isFrom(subscription.from, event) &&
  isNews(view, subscription.instance, event) &&
  hearsOf(view, subscription.instance, event);
