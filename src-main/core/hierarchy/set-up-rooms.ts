import { ok } from '@contract/result.ts';
import { setUpReportSchema } from '@contract/set-up.ts';
import type { setUpVerbs } from '@contract/set-up-verbs.ts';
import { pickReadable } from '../model/authority.ts';
import type { Rooms } from '../room.ts';
import type { Crew } from './crew.ts';

/** The output is in the log alone, and before it is over nowhere: an instance that everybody sees has no room for it. */
export const setUpRooms = (crew: Crew): Rooms<keyof typeof setUpVerbs> => ({
  'instances.setUp': async (caller, { id, seen }) => {
    const known = pickReadable(crew.ledger.view, caller, id);
    if (!known.ok) return known;
    if (seen !== undefined) await crew.setUps.live(id)?.more(seen, caller.gone);
    const target = pickReadable(crew.ledger.view, caller, id);
    if (!target.ok) return target;
    const { setUp, run } = target.value;
    if (setUp === null) return ok({ setUp, report: null, live: null });
    if (setUp.state === 'under-way')
      return ok({ setUp, report: null, live: crew.setUps.live(id)?.shown ?? null });
    const query = { run, instance: id, kinds: ['instance.setUp' as const], after: 0 };
    const [last] = crew.ports.store.events({ ...query, limit: 1, newest: true });
    return ok({ setUp, report: last === undefined ? null : setUpReportSchema.parse(last.data), live: null });
  },
});
