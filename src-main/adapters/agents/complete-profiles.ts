import { completeProfile, type ParentOf, type ParsedProfile, type ProfileDraft } from './parse-profile.ts';

export type ReadProfile = ProfileDraft | ParsedProfile;

/** Finds the profile that another extends, by name; undefined where there is none. */
export type FindParent = (child: ProfileDraft, name: string) => ReadProfile | undefined;

/** Completes profiles by what they extend, each once; tells of parents that are unknown, wrong, or extended in a circle. */
export function profileCompleter(find: FindParent): (read: ReadProfile) => ParsedProfile {
  const known = new Map<ReadProfile, ParsedProfile>();
  const complete = (read: ReadProfile): ParsedProfile => {
    if (!('root' in read)) return read;
    const before = known.get(read);
    if (before) return before;
    const parentOf: ParentOf = (name) => {
      const parent = find(read, name);
      if (parent === undefined) return { data: null, what: unknownParent(name, read) };
      const round = circleFrom(read, find);
      if (round !== null) return { data: null, what: circle(round) };
      const { data } = complete(parent);
      return data === null
        ? { data, what: `is ${name}, which has a mistake of its own: correct that first` }
        : { data };
    };
    const completed = completeProfile(read, parentOf);
    known.set(read, completed);
    return completed;
  };
  return complete;
}

/** What is extended from here on until one is back here; null where that never is. */
function circleFrom(first: ProfileDraft, find: FindParent): readonly ProfileDraft[] | null {
  const line = [first];
  for (let last = first; last.extends !== null; ) {
    const next = find(last, last.extends);
    if (next === first) return line;
    // A circle further on is the mistake of those in it.
    if (next === undefined || !('root' in next) || line.includes(next)) return null;
    line.push(next);
    last = next;
  }
  return null;
}

const unknownParent = (name: string, child: ProfileDraft): string =>
  name === child.name
    ? `is ${name}, its own name, and none that ships with Tutti has it`
    : `is ${name}, and no profile has that name`;

const circle = (round: readonly ProfileDraft[]): string =>
  `goes round in a circle: ${[...round, ...round.slice(0, 1)].map(({ name }) => name).join(' extends ')}`;
