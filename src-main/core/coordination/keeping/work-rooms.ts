import { ok } from '@contract/result.ts';
import type { workVerbs } from '@contract/work-verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Rooms } from '../../room.ts';
import { bringBack } from './bring-back.ts';

export const workRooms = (crew: Crew): Rooms<keyof typeof workVerbs> => ({
  'work.kept': (_caller, query) => ok([...crew.ports.store.keptWork(query)]),
  'work.bringBack': (caller, input) => bringBack(crew, caller, input),
});
