import { type EventKind, eventKinds, instanceOf, type TuttiEvent } from './events.ts';

/** Whether an event is of a kind that these words name: `instance.changed`, or `task` for all that begin so. */
export const isOfKinds = (words: readonly string[], { kind }: Pick<TuttiEvent, 'kind'>): boolean =>
  words.some((word) => kind === word || kind.startsWith(`${word}.`));

/** The kinds that a word names: one of them, or all that begin with it. Tutti's own bookkeeping of subscriptions is none. */
export const kindsNamed = (word: string): EventKind[] =>
  eventKinds.filter((kind) => !kind.startsWith('subscription.') && isOfKinds([word], { kind }));

/** The words that may be said, for an error. */
export const kindWords = (): string[] => [
  ...new Set(eventKinds.map((kind) => kind.split('.', 1)[0] ?? '').filter((word) => word !== 'subscription')),
];

export const actorWords = ({ actor }: Pick<TuttiEvent, 'actor'>): string =>
  actor.kind === 'instance' ? actor.id : actor.kind;

/** Whose doing an event is, or whom it is about; without senders: whoever it was. */
export const isFrom = (senders: readonly string[], event: TuttiEvent): boolean =>
  senders.length === 0 ||
  senders.some(
    (sender) =>
      sender === actorWords(event) ||
      sender === instanceOf(event) ||
      (event.kind === 'message.stored' && sender === event.data.from),
  );
