import type { messageVerbs } from '@contract/message-verbs.ts';
import type { MessageWithText } from '@contract/messages.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Caller } from '../model/caller.ts';
import type { Rooms } from '../room.ts';
import type { Inboxes } from './inboxes.ts';
import { readInbox } from './read-inbox.ts';
import { send } from './send.ts';

export const messageRooms = (crew: Crew, inboxes: Inboxes): Rooms<keyof typeof messageVerbs> => ({
  'messages.send': (caller, input) => send(crew, inboxes, caller, input),
  'messages.get': (caller, input) => getMessage(crew, caller, input),
  'messages.readInbox': (caller, input) => readInbox(crew, inboxes, caller, input),
});

const getMessage = (
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
