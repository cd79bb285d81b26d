import type { InstanceId, MessageId, Party } from '@contract/ids.ts';
import { type Group, groupSchema, type Message, queueLimit } from '@contract/messages.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import { messageOf } from '@contract/view.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf, type Fact } from '../ledger.ts';
import { checkReachable, receiversOf } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import type { Inboxes } from './inboxes.ts';
import { storedFacts } from './stored-facts.ts';

type Input = VerbParsed<'messages.send'>;

/**
 * Stores a message, or one for each of a group, all or none; from then on it is delivered or honestly failed, over any restart.
 * `beside`: facts that are told by the same append, given the first message's id.
 */
export const send = (
  crew: Crew,
  inboxes: Inboxes,
  caller: Caller,
  input: Input,
  beside: (message: MessageId) => readonly Fact[] = () => [],
): Result<VerbOutput<'messages.send'>> => {
  const receivers = receiversFor(crew, caller, input.to);
  if (!receivers.ok) return receivers;
  const expiresAt = expiryOf(crew, input);
  if (!expiresAt.ok) return expiresAt;
  const fits = checkTexts(crew, input);
  if (!fits.ok) return fits;
  const room = checkRoom(inboxes, receivers.value);
  if (!room.ok) return room;
  const { text, replyTo, priority } = input;
  const from = caller.kind === 'person' ? 'person' : caller.id;
  const group = groupOf(input.to);
  const stored = storedFacts(
    crew,
    receivers.value.map((to) => ({ from, to, text, replyTo, priority, expiresAt: expiresAt.value })),
    { actor: actorOf(caller), ...(group === null ? {} : { group }) },
  );
  crew.ledger.append([...stored.facts, ...beside(stored.ids[0] ?? '')]);
  const [message, ...also] = stored.ids.map((id) => messageOf(crew.ledger.view, id)).filter(isThere);
  return message === undefined
    ? fail('internal', `${stored.ids[0]} is not in the view`, 'Report this.')
    : ok({ ...message, also });
};

const isThere = (message: Message | undefined): message is Message => message !== undefined;

const groupOf = (to: Input['to']): Group | null => groupSchema.safeParse(to).data ?? null;

const receiversFor = (crew: Crew, caller: Caller, to: Input['to']): Result<readonly Party[]> => {
  const { view } = crew.ledger;
  const group = groupOf(to);
  if (group !== null) return receiversOf(view, caller, group);
  const reach = checkReachable(view, caller, to);
  if (!reach.ok) return reach;
  if (to === 'person' || crew.instance(to)?.state !== 'terminated') return ok([to]);
  return fail('wrong_state', `${to} was terminated`, 'Restart it first, or write to another instance.', {
    field: 'to',
  });
};

/** Milliseconds since 1970; undefined: never. */
const expiryOf = (crew: Crew, { expiresAt, expiresInSeconds }: Input): Result<number | undefined> => {
  const now = crew.ports.clock.now();
  if (expiresAt === undefined)
    return ok(expiresInSeconds === undefined ? undefined : now + expiresInSeconds * 1000);
  const field = { field: 'expiresAt' };
  if (expiresInSeconds !== undefined)
    return fail('bad_input', 'it can expire at one time only', 'Leave one of the two out.', field);
  if (expiresAt > now) return ok(expiresAt);
  return fail(
    'bad_input',
    `the time of "expiresAt" is over: it is ${now} now, in milliseconds since 1970`,
    'Give a later one, use "expiresInSeconds", or leave it out.',
    field,
  );
};

const checkTexts = (crew: Crew, { text, replyTo }: Input): Result<void> => {
  // No terminal takes one in a paste: it would hold up every message behind it.
  if (text.includes('\0')) {
    return fail('bad_input', 'a message can’t hold a zero byte', 'Remove it, or send the path of a file.', {
      field: 'text',
    });
  }
  if (replyTo === undefined || messageOf(crew.ledger.view, replyTo) !== undefined) return ok(undefined);
  return fail('not_found', `no message ${replyTo}`, 'Leave "replyTo" out, or name a message of this run.', {
    field: 'replyTo',
  });
};

/** A full queue takes nothing more and loses nothing that it has. */
const checkRoom = (inboxes: Inboxes, receivers: readonly InstanceId[]): Result<void> => {
  const full = receivers.find((id) => inboxes.of(id).size >= queueLimit);
  if (full === undefined) return ok(undefined);
  const several = receivers.length > 1 ? '; nobody else was sent it either' : '';
  return fail(
    'limit_reached',
    `${queueLimit} messages wait for ${full}, and no more than that may${several}`,
    `Wait until ${full} has read some of them, or have it restarted if it doesn't.`,
    { field: 'to' },
  );
};
