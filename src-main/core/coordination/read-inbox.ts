import type { InstanceId } from '@contract/ids.ts';
import type { Message, MessageWithText } from '@contract/messages.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { messageOf } from '@contract/view.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf, type Fact } from '../ledger.ts';
import { pickReadable, whoseCall } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { checkSenders } from '../model/known-names.ts';
import { byTurn, placeOf } from '../model/message-order.ts';
import { isOverdue } from './expiries.ts';
import type { Inboxes } from './inboxes.ts';

type Input = VerbParsed<'messages.readInbox'>;

/** Texts of so many UTF-16 units go into one answer, and one in any case: two of the longest, which an agent never reads at once. */
const answerLimit = 2_000_000;

/**
 * An instance reads its inbox: what it has not seen yet, and reading accepts it. A message that is just being pasted is not
 * handed out, or the agent would see it twice. The person looks without accepting.
 */
export const readInbox = async (
  crew: Crew,
  inboxes: Inboxes,
  caller: Caller,
  input: Input,
): Promise<Result<MessageWithText[]>> => {
  const whose = whoseCall(caller, input.id, 'whose inbox?');
  if (!whose.ok) return whose;
  const id = whose.value;
  const owner = pickReadable(crew.ledger.view, caller, id);
  if (!owner.ok) return owner;
  const known = checkNames(crew, input);
  if (!known.ok) return known;
  const look = (): MessageWithText[] => {
    const found = pick(crew, inboxes, id, input);
    if (caller.kind === 'instance' && input.markRead) accept(crew, caller, id, found);
    return found;
  };
  const found = look();
  return ok(found.length > 0 || input.waitSeconds === 0 ? found : await next(crew, caller, id, input, look));
};

/** Who waits for an answer to a message that was never sent, or from nobody, would wait in vain. */
const checkNames = (crew: Crew, { from, replyTo }: Input): Result<void> => {
  const { view } = crew.ledger;
  if (replyTo !== undefined && messageOf(view, replyTo) === undefined)
    return fail('not_found', `no message ${replyTo}`, 'Name the message as sendMessage answered it.', {
      field: 'replyTo',
    });
  return checkSenders(view, from, 'from');
};

/** The first that comes within the time. A caller that is gone gets nothing: what it had read would be lost. */
const next = (
  crew: Crew,
  { gone }: Caller,
  id: InstanceId,
  { waitSeconds }: Input,
  look: () => MessageWithText[],
): Promise<MessageWithText[]> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      unlisten();
      cancel();
      gone?.removeEventListener('abort', giveUp);
    };
    const giveUp = (): void => {
      stop();
      resolve([]);
    };
    const unlisten = crew.ledger.listen((events) => {
      if (!events.some(({ kind, data }) => kind.startsWith('message.') && 'to' in data && data.to === id))
        return;
      try {
        const found = look();
        if (found.length === 0) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error);
      }
    });
    const cancel = crew.ports.clock.after(waitSeconds * 1000, giveUp);
    if (gone?.aborted) giveUp();
    else gone?.addEventListener('abort', giveUp, { once: true });
  });

const isUnread = ({ state }: Message): boolean => state === 'queued' || state === 'announced';

const pick = (crew: Crew, inboxes: Inboxes, id: InstanceId, input: Input): MessageWithText[] => {
  const { view } = crew.ledger;
  const now = crew.ports.clock.now();
  const unread = [...inboxes.of(id)]
    .flatMap((message) => messageOf(view, message) ?? [])
    .filter((message) => isUnread(message) && !(message.state === 'queued' && isOverdue(message, now)));
  const read = input.includeRead
    ? view.messages.flat().filter(({ to, state }) => to === id && state === 'accepted')
    : [];
  const fits = (message: Message): boolean =>
    (input.from === undefined || input.from.includes(message.from)) &&
    (input.replyTo === undefined || message.replyTo === input.replyTo);
  const turn = byTurn(now);
  const first = unread
    .filter(fits)
    .map((message) => ({ ...message, place: placeOf(message.id) }))
    .sort(turn)
    .slice(0, input.limit);
  const left = input.limit - first.length;
  const latest = left === 0 ? [] : read.filter(fits).slice(-left);
  return withTexts(crew, [
    ...latest.map(({ id: message }) => message),
    ...first.map((message) => message.id),
  ]);
};

const withTexts = (crew: Crew, ids: readonly string[]): MessageWithText[] => {
  const found: MessageWithText[] = [];
  let length = 0;
  for (const id of ids) {
    const message = crew.ports.store.message(id, crew.run);
    if (message === null) continue;
    length += message.text.length;
    if (found.length > 0 && length > answerLimit) break;
    found.push(message);
  }
  return found;
};

const accept = (crew: Crew, caller: Caller, to: InstanceId, messages: readonly MessageWithText[]): void => {
  const facts = messages.filter(isUnread).map(
    (message): Fact => ({
      kind: 'message.accepted',
      data: { message: message.id, to, witness: 'tool', how: 'it read its inbox', way: 'inbox' },
      actor: actorOf(caller),
    }),
  );
  crew.ledger.append(facts);
};
