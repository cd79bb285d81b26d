import type { TuttiEvent } from '@contract/events.ts';
import type { MessageId } from '@contract/ids.ts';
import { isReading } from '@contract/reduce-messages.ts';
import type { MessageFacts } from './run-facts.ts';

type MessageEvent = Extract<TuttiEvent, { kind: `message.${string}` }>;

/** Takes in what an event tells of a message, and answers which that is, if any. */
export const gatherMessage = (
  messages: Map<MessageId, MessageFacts>,
  event: TuttiEvent,
  at: number,
): MessageFacts | undefined => {
  if (event.kind === 'message.stored') {
    const { message, from, to } = event.data;
    const stored: MessageFacts = {
      id: message,
      from,
      to,
      stored: { seq: event.seq, at },
      cause: event.cause,
      attempts: 0,
      begunAt: null,
      announcedAt: null,
      accepted: null,
      readAt: null,
      end: null,
      endedAt: null,
    };
    messages.set(message, stored);
    return stored;
  }
  if (!isOfMessage(event)) return undefined;
  const facts = messages.get(event.data.message);
  if (facts !== undefined) changeMessage(facts, event, at);
  return facts;
};

const isOfMessage = (event: TuttiEvent): event is MessageEvent => event.kind.startsWith('message.');

const changeMessage = (facts: MessageFacts, event: MessageEvent, at: number): void => {
  switch (event.kind) {
    case 'message.delivering':
      facts.attempts += 1;
      facts.begunAt ??= at;
      break;
    case 'message.announced':
      facts.announcedAt ??= at;
      break;
    case 'message.accepted':
      facts.accepted ??= { seq: event.seq, at };
      if (isReading(event.data)) facts.readAt ??= at;
      end(facts, 'accepted', at);
      break;
    case 'message.failed':
      end(facts, 'failed', at);
      break;
    case 'message.expired':
      end(facts, 'expired', at);
      break;
    default:
  }
};

const end = (facts: MessageFacts, how: NonNullable<MessageFacts['end']>, at: number): void => {
  facts.end = how;
  facts.endedAt ??= at;
};
