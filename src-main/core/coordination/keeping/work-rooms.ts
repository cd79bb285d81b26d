import { ok } from '@contract/result.ts';
import type { workVerbs } from '@contract/work-verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Rooms } from '../../room.ts';
import { bringBack } from './bring-back.ts';
import { cleanUp } from './clean-up.ts';
import { listCleanable } from './list-cleanable.ts';

export const workRooms = (crew: Crew): Rooms<keyof typeof workVerbs> => ({
  'work.kept': (_caller, query) => ok([...crew.ports.store.keptWork(query)]),
  'work.bringBack': (caller, input) => bringBack(crew, caller, input),
  'work.cleanable': () => listCleanable(crew),
  'work.clean': (caller, input) => cleanUp(crew, caller, input),
});
