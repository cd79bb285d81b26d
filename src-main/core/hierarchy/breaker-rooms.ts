import type { breakerVerbs } from '@contract/breaker-verbs.ts';
import { fail, ok } from '@contract/result.ts';
import { actorOf } from '../ledger.ts';
import { breakerOf } from '../model/breaker.ts';
import type { Rooms } from '../room.ts';
import type { Crew } from './crew.ts';

export const breakerRooms = (crew: Crew): Rooms<keyof typeof breakerVerbs> => ({
  'breakers.list': () => ok([...crew.ledger.view.breakers]),
  'breakers.close': (caller, of) => {
    if (breakerOf(crew.ledger.view, of) === undefined)
      return fail('not_found', `${of.name} is started as usual`, 'Nothing.', { field: 'name' });
    crew.breakers.close(of, actorOf(caller));
    return ok([...crew.ledger.view.breakers]);
  },
});
