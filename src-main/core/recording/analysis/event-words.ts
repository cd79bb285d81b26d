import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import { actorWords } from '@contract/named-events.ts';
import type { ToldEvent } from '@contract/run-why.ts';

/** Of one text in a line: enough for a sentence. */
const longest = 200;

const line = (text: string): string => {
  const one = text.replaceAll(/\s+/g, ' ').trim();
  return one.length > longest ? `${one.slice(0, longest - 1)}…` : one;
};

/** Fields that say what an event is about, in the order in which they are told. */
const telling = [
  'task',
  'message',
  'merge',
  'lock',
  'batch',
  'title',
  'assignee',
  'to',
  'tool',
  'verb',
  'code',
  'outcome',
  'percent',
  'attempt',
  'commit',
  'target',
  'paths',
  'why',
  'reason',
  'summary',
  'text',
] as const;

const valueWords = (value: unknown): string => {
  if (typeof value === 'string') return line(value);
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) ? line(value.filter((one) => typeof one === 'string').join(' ')) : '';
};

const fieldWords = (data: Readonly<Record<string, unknown>>): string =>
  telling
    .flatMap((field) => {
      const words = valueWords(data[field]);
      return words === '' ? [] : [`${field} ${words}`];
    })
    .join(', ');

export const eventWords = (event: TuttiEvent): string => {
  switch (event.kind) {
    case 'instance.changed': {
      const { from, to, reason, question, blocker } = event.data;
      const more = question?.text ?? blocker ?? '';
      return line(`${from} → ${to}: ${reason}${more === '' ? '' : ` (${more})`}`);
    }
    case 'instance.worked': {
      const { tool, status, summary } = event.data.use;
      return line(`${tool} ${status}: ${summary}`);
    }
    case 'instance.limited':
      return line(event.data.limit === null ? 'no longer held up' : `held up: ${event.data.limit.reason}`);
    case 'message.stored': {
      const { message, from, to, text } = event.data;
      return line(`${message} from ${from} to ${to}: ${text}`);
    }
    case 'instance.committed':
      return line(`${event.data.commit.hash.slice(0, 10)} ${event.data.commit.subject}`);
    default:
      return fieldWords(event.data as Readonly<Record<string, unknown>>);
  }
};

export const toldEvent = (event: TuttiEvent): ToldEvent => ({
  seq: event.seq,
  at: event.at,
  kind: event.kind,
  actor: actorWords(event),
  about: instanceOf(event),
  words: eventWords(event),
});
