import type { publishVerbs } from '@contract/publish-verbs.ts';
import type { Rooms } from '../../room.ts';
import type { Publishing } from './publishing.ts';

export const publishRooms = (publishing: Publishing): Rooms<keyof typeof publishVerbs> => ({
  'publish.plan': (caller, input) => publishing.plan(caller, input),
  'publish.push': (caller, input) => publishing.push(caller, input),
  'publish.cancel': (caller, input) => publishing.cancel(caller, input),
});
