import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import { eventWords } from './analysis/event-words.ts';

/** An event as it is searched. */
export interface EventText {
  readonly source: 'message' | 'event';
  /** All that it says, a message whole. */
  readonly text: string;
  /** Whom it is about: the sender and the receiver of a message. */
  readonly instances: readonly InstanceId[];
}

/** Deeper than any event is. */
const deepest = 6;

/** All texts in a value, in order. */
const textsIn = (value: unknown, depth = 0): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth >= deepest) return [];
  return Object.values(value).flatMap((part) => textsIn(part, depth + 1));
};

const isInstance = (id: string | null): id is InstanceId => id !== null && /^(exec|mgr|spec)_/.test(id);

/** What an event says, as a person is told it, and behind that whatever else stands in it. */
export const textOfEvent = (event: TuttiEvent): EventText => {
  if (event.kind === 'message.stored') {
    const { message, from, to, text } = event.data;
    return {
      source: 'message',
      text: `${from} → ${to}: ${text} (${message})`,
      instances: [from, to].filter(isInstance),
    };
  }
  const words = `${event.kind.replaceAll(/[._]/g, ' ')}: ${eventWords(event)}`;
  const rest = textsIn(event.data).filter((text) => text !== '' && !words.includes(text));
  const about = instanceOf(event);
  return {
    source: 'event',
    text: [words, ...new Set(rest)].join(' · '),
    instances: about === null ? [] : [about],
  };
};
