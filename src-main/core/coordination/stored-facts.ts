import { lastItem } from '@contract/chunks.ts';
import type { InstanceId, MessageId, Party, Sender } from '@contract/ids.ts';
import type { Group } from '@contract/messages.ts';
import type { Priority } from '@contract/priority.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Fact } from '../ledger.ts';
import { placeOf } from '../model/message-order.ts';

/** A message that is about to be stored. */
export interface NewMessage {
  readonly from: Sender;
  readonly to: Party;
  /** At most `messageTextLimit` long, without a zero byte. */
  readonly text: string;
  readonly replyTo?: MessageId | undefined;
  /** Normal where it is left out. */
  readonly priority?: Priority | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
}

export interface Stored {
  readonly ids: readonly MessageId[];
  /** To be appended as they are, and at once: their numbers are the next ones. */
  readonly facts: readonly Fact[];
}

/**
 * The facts that store messages, of one append or all of none. `ahead`: messages before these in the same append, since a second
 * `Stored` would number its own alike.
 * Who may write to whom is the caller's to see to, and that nobody's queue is full.
 */
export const storedFacts = (
  crew: Crew,
  messages: readonly NewMessage[],
  by: Pick<Fact, 'actor' | 'cause'> & { readonly group?: Group | undefined; readonly ahead?: number } = {},
): Stored => {
  if (messages.length === 0) return { ids: [], facts: [] };
  const { group, ahead = 0, ...told } = by;
  const { view } = crew.ledger;
  const newest = lastItem(view.messages);
  const last = newest === undefined ? 0 : placeOf(newest.id);
  const ids = messages.map((_, at): MessageId => `msg_${last + 1 + ahead + at}`);
  const first = ids[0] ?? '';
  const facts = messages.flatMap(({ from, to, text, replyTo, priority, expiresAt }, at): Fact[] => {
    const message = ids[at] ?? '';
    const data = {
      message,
      from,
      to,
      text,
      replyTo: replyTo ?? null,
      ...(priority === undefined ? {} : { priority }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(group === undefined ? {} : { batch: { first, group } }),
    };
    return [
      { kind: 'message.stored', data, ...told },
      ...(to === 'person' ? [restsWithPerson(message)] : []),
    ];
  });
  return { ids, facts };
};

/** The person's inbox is the window: what is stored is there. */
const restsWithPerson = (message: MessageId): Fact => {
  const how = "in the person's inbox";
  return {
    kind: 'message.accepted',
    data: { message, to: 'person', witness: 'process', how, way: 'inbox' },
  };
};

/** What Tutti itself tells an instance or the person. */
export interface Notice {
  readonly to: InstanceId | 'person';
  /** In words for its receiver, with what it may do about it. */
  readonly text: string;
  readonly priority?: Priority | undefined;
  readonly replyTo?: MessageId | undefined;
  readonly expiresAt?: number | undefined;
}

/**
 * Messages from Tutti itself (a lock was granted, a task was assigned, a blocker was reported below), to be appended together with
 * the facts that they tell of. No queue is too full for one. Nobody can write back. Those to terminated instances are left out.
 */
export const noticeFacts = (
  crew: Crew,
  notices: readonly Notice[],
  by: Pick<Fact, 'cause'> = {},
): readonly Fact[] =>
  storedFacts(
    crew,
    notices
      .filter(({ to }) => to === 'person' || isThere(crew, to))
      .map((notice) => ({ ...notice, from: 'tutti' as const })),
    by,
  ).facts;

const isThere = (crew: Crew, id: InstanceId): boolean => {
  const state = crew.instance(id)?.state;
  return state !== undefined && state !== 'terminated';
};
