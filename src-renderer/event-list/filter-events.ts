import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import { type EventGroup, groupOf } from './describe-event.ts';

export const everything = 'all';
/** All but the calls of tools and the counts of tokens. */
export const most = 'most';

/** `instance`: an id or `everything`. `group`: a group, `everything` or `most`. */
export type Filter = { readonly instance: string; readonly group: string };

/** What is shown at first. */
export const firstFilter: Filter = { instance: everything, group: most };

/** What the filter lets through, in the order it came, and how much of the tools' work it leaves out. */
export const filterEvents = (
  events: readonly TuttiEvent[],
  { instance, group }: Filter,
): { readonly shown: readonly TuttiEvent[]; readonly workLeftOut: number } => {
  const about = instance === everything ? events : events.filter((event) => instanceOf(event) === instance);
  if (group === everything) return { shown: about, workLeftOut: 0 };
  const passes = (of: EventGroup): boolean => (group === most ? of !== 'work' : of === group);
  const shown = about.filter(({ kind }) => passes(groupOf(kind)));
  return { shown, workLeftOut: group === most ? about.length - shown.length : 0 };
};

/** The newest events that tell of something, newest first: a window that changes its size resizes every terminal, and tools are called all the time. */
export const newestTold = (events: readonly TuttiEvent[], count: number): TuttiEvent[] => {
  const told: TuttiEvent[] = [];
  for (let at = events.length - 1; at >= 0 && told.length < count; at--) {
    const event = events[at];
    if (event !== undefined && event.kind !== 'instance.resized' && groupOf(event.kind) !== 'work')
      told.push(event);
  }
  return told;
};
