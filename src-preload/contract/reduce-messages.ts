import { itemAt, withAdded, withItemAt } from './chunks.ts';
import type { TuttiEvent } from './events.ts';
import { type Message, messagePreviewLength } from './messages.ts';
import { nextMessages, placeOfMessage, type View } from './view.ts';

type MessageEvent = Extract<TuttiEvent, { kind: `message.${string}` }>;
type Messages = View['messages'];

const stored = (messages: Messages, event: Extract<MessageEvent, { kind: 'message.stored' }>): Messages => {
  const { data, at, run } = event;
  const message: Message = {
    id: data.message,
    run: run ?? 0,
    from: data.from,
    to: data.to,
    preview: data.text.slice(0, messagePreviewLength),
    length: data.text.length,
    state: 'queued',
    attempts: 0,
    way: null,
    storedAt: at,
    since: at,
    witness: null,
    reason: '',
    replyTo: data.replyTo,
    priority: data.priority ?? 'normal',
    expiresAt: data.expiresAt ?? null,
    batch: data.batch?.first ?? null,
    group: data.batch?.group ?? null,
    readAt: null,
    replies: [],
  };
  const place = placeOfMessage({ messages }, data.message);
  const all =
    place === -1
      ? nextMessages(messages, withAdded(messages, message), message.id)
      : nextMessages(messages, withItemAt(messages, place, message), null);
  return data.replyTo === null ? all : answered(all, data.replyTo, data.message);
};

/** A question names the answers to it. */
const answered = (messages: Messages, question: string, answer: string): Messages => {
  const place = placeOfMessage({ messages }, question);
  const asked = itemAt(messages, place);
  if (asked === undefined || asked.replies.includes(answer)) return messages;
  const named = { ...asked, replies: [...asked.replies, answer] };
  return nextMessages(messages, withItemAt(messages, place, named), null);
};

type Told = Exclude<MessageEvent, { kind: 'message.stored' }>;

const changeOf = (event: Told): Partial<Message> => {
  switch (event.kind) {
    case 'message.delivering':
      return {
        state: 'delivering',
        attempts: event.data.attempt,
        way: event.data.way ?? 'paste',
        reason: '',
      };
    case 'message.announced':
      return { state: 'announced' };
    case 'message.held':
    case 'message.requeued':
      return { state: 'queued', way: null, reason: event.data.reason };
    case 'message.accepted': {
      const { witness, how, way } = event.data;
      return {
        state: 'accepted',
        witness,
        reason: how,
        ...(way === undefined ? {} : { way }),
        ...(isReading(event.data) ? { readAt: event.at } : {}),
      };
    }
    case 'message.failed':
      return { state: 'failed', reason: event.data.reason };
    case 'message.expired':
      return { state: 'expired', reason: expiredWords };
    default:
      return event satisfies never;
  }
};

export const expiredWords = 'its time was over before it was handed over';

/** Its receiver took the text out of the inbox by itself; one to the person has merely come to rest there. */
export const isReading = ({
  witness,
  way,
}: {
  readonly witness: string;
  readonly way?: string | undefined;
}) => witness === 'tool' && way === 'inbox';

/** The messages after one more event about one of them. */
export const reduceMessages = (messages: Messages, event: MessageEvent): Messages => {
  if (event.kind === 'message.stored') return stored(messages, event);
  const place = placeOfMessage({ messages }, event.data.message);
  const message = itemAt(messages, place);
  if (message === undefined) return messages;
  const changed = { ...message, since: event.at, ...changeOf(event) };
  return nextMessages(messages, withItemAt(messages, place, changed), null);
};
