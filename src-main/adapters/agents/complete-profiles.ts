import { completeProfile, type ParentOf, type ParsedProfile, type ProfileDraft } from './parse-profile.ts';

export type ReadProfile = ProfileDraft | ParsedProfile;

/** Finds the profile that another extends, by name; undefined where there is none. */
export type FindParent = (child: ProfileDraft, name: string) => ReadProfile | undefined;

/** Completes profiles by what they extend, each once; tells of parents that are unknown, wrong, or extended in a circle. */
export function profileCompleter(find: FindParent): (read: ReadProfile) => ParsedProfile {
  const known = new Map<ReadProfile, ParsedProfile>();
  const complete = (read: ReadProfile, children: readonly ProfileDraft[]): ParsedProfile => {
    if (!('root' in read)) return read;
    const before = known.get(read);
    if (before) return before;
    const line = [...children, read];
    const parentOf: ParentOf = (name) => {
      const parent = find(read, name);
      if (parent === undefined) return { data: null, what: unknownParent(name, read) };
      if ('root' in parent && line.includes(parent)) return { data: null, what: circle(line, parent) };
      const { data } = complete(parent, line);
      return data === null
        ? { data, what: `is ${name}, which has a mistake of its own: correct that first` }
        : { data };
    };
    const completed = completeProfile(read, parentOf);
    known.set(read, completed);
    return completed;
  };
  return (read) => complete(read, []);
}

const unknownParent = (name: string, child: ProfileDraft): string =>
  name === child.name
    ? `is ${name}, its own name, and none that ships with Tutti has it`
    : `is ${name}, and no profile has that name`;

const circle = (line: readonly ProfileDraft[], again: ProfileDraft): string =>
  `goes round in a circle: ${[...line.slice(line.indexOf(again)), again].map(({ name }) => name).join(' extends ')}`;
