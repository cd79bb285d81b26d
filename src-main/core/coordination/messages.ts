import type { Message, MessageWithText } from '@contract/messages.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { messageOf } from '@contract/view.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { actorOf, type Fact } from '../ledger.ts';
import { checkReachable, pickReadable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import { storedFacts } from './stored-facts.ts';

/** Stores a message; from then on it is delivered or honestly failed, over any restart. */
export const send = (crew: Crew, caller: Caller, input: VerbParsed<'messages.send'>): Result<Message> => {
  const { to, text, replyTo } = input;
  const reach = checkReachable(crew.ledger.view, caller, to);
  if (!reach.ok) return reach;
  // No terminal takes one in a paste: it would hold up every message behind it.
  if (text.includes('\0')) {
    return fail('bad_input', 'a message can’t hold a zero byte', 'Remove it, or send the path of a file.', {
      field: 'text',
    });
  }
  if (to !== 'person' && crew.instance(to)?.state === 'terminated') {
    return fail('wrong_state', `${to} was terminated`, 'Restart it first, or write to another instance.', {
      field: 'to',
    });
  }
  if (replyTo !== undefined && messageOf(crew.ledger.view, replyTo) === undefined) {
    return fail('not_found', `no message ${replyTo}`, 'Leave "replyTo" out, or name a message of this run.', {
      field: 'replyTo',
    });
  }
  const from = caller.kind === 'person' ? 'person' : caller.id;
  const stored = storedFacts(crew, [{ from, to, text, replyTo }], { actor: actorOf(caller) });
  crew.ledger.append(stored.facts);
  const id = stored.ids[0] ?? '';
  const message = messageOf(crew.ledger.view, id);
  return message === undefined ? fail('internal', `${id} is not in the view`, 'Report this.') : ok(message);
};

export const getMessage = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'messages.get'>,
): Result<MessageWithText> => {
  const message = crew.ports.store.message(input.message, crew.run);
  const mine = caller.kind === 'person' || message?.to === caller.id || message?.from === caller.id;
  if (message === null || !mine) {
    return fail('not_found', `no message ${input.message} of yours`, 'Call readMessages to see your own.', {
      field: 'message',
    });
  }
  return ok(message);
};

/**
 * An instance reads its inbox: what it has not seen yet, and reading accepts it. A message that is just being pasted is not
 * handed out, or the agent would see it twice. The person looks without accepting.
 */
export const readInbox = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'messages.readInbox'>,
): Result<MessageWithText[]> => {
  const id = caller.kind === 'instance' ? caller.id : input.id;
  if (id === undefined) return fail('bad_input', 'whose inbox?', 'Name the instance.', { field: 'id' });
  const owner = pickReadable(crew.ledger.view, caller, id);
  if (!owner.ok) return owner;
  const unread = crew.ports.store.messages(crew.run, id, ['queued', 'announced']);
  if (caller.kind === 'instance' && unread.length > 0) {
    crew.ledger.append(
      unread.map(
        (message): Fact => ({
          kind: 'message.accepted',
          data: { message: message.id, to: id, witness: 'tool', how: 'it read its inbox', way: 'inbox' },
          actor: actorOf(caller),
        }),
      ),
    );
  }
  return ok([
    ...(input.includeRead
      ? crew.ports.store.messages(crew.run, id, ['accepted', 'queued', 'announced'])
      : unread),
  ]);
};
