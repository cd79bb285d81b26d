import { type ProgressSources, progressOfOne, progressOfRun } from '@contract/progress.ts';
import type { progressVerbs } from '@contract/progress-verbs.ts';
import { fail, ok } from '@contract/result.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../hierarchy/crew.ts';
import { pickReadable, readable } from '../model/authority.ts';
import type { Caller } from '../model/caller.ts';
import type { Rooms } from '../room.ts';

/** Those it may see, and their tasks; what nobody has yet is the run's, so only who sees the whole run sees that. */
const seenBy = (view: View, caller: Caller): Pick<ProgressSources, 'instances' | 'tasks'> => {
  const instances = readable(view, caller);
  const all = instances.length === Object.keys(view.instances).length;
  return { instances, tasks: all ? view.tasks : view.tasks.filter(({ assignee }) => assignee !== null) };
};

/** Last signs of life are in memory alone: an event for each would be most of the log. */
const sourcesFor = (crew: Crew, caller: Caller): ProgressSources => ({
  ...seenBy(crew.ledger.view, caller),
  signs: new Map([...crew.lives.values()].map(({ id, lastSign }) => [id, lastSign])),
  now: crew.ports.clock.now(),
});

export const progressRooms = (crew: Crew): Rooms<keyof typeof progressVerbs> => ({
  'progress.get': (caller, input) => {
    const id = input.id ?? (caller.kind === 'instance' ? caller.id : undefined);
    if (id === undefined)
      return fail('bad_input', 'whose progress?', 'Name an instance, or ask for that of all.', {
        field: 'id',
      });
    const target = pickReadable(crew.ledger.view, caller, id);
    if (!target.ok) return target;
    const progress = progressOfOne(sourcesFor(crew, caller), id);
    return progress === null ? fail('internal', `${id} was not measured`, 'Report this.') : ok(progress);
  },
  'progress.all': (caller) => ok(progressOfRun(crew.ledger.view.run, sourcesFor(crew, caller))),
});
