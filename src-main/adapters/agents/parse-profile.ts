import { basename } from 'node:path';
import type { ProfileMistake } from '@contract/profile-sources.ts';
import { type Profile, profileSchema } from '@contract/profiles.ts';
import type { LineCounter, YAMLMap } from 'yaml';
import { inheritedOf, mergeProfiles, type ProfileData } from './merge-profiles.ts';
import type { Mistake } from './mistakes.ts';
import { schemaMistakes } from './profile-mistakes.ts';
import { ruleMistakes } from './profile-rules.ts';
import { fieldOf, lineOf, readYamlFields } from './yaml-fields.ts';

/** A profile file that was read: its profile, or what is wrong with it as `file:line: field: what`, one a line. */
export interface ParsedProfile {
  /** The name it claims, even when the rest of it is wrong; the file's name where it claims none. */
  readonly name: string;
  readonly profile: Profile | null;
  /** What is wrong, in the order of its lines. */
  readonly mistakes: readonly ProfileMistake[];
  /** The first of these for people to read. */
  readonly problem: string | null;
  /** The first field at fault, `accept.pattern` for instance; null for a file that is no YAML. */
  readonly field: string | null;
  /** What its file says, with what it extends; null where there is a mistake. */
  readonly data: ProfileData | null;
  /** What it has from the one it extends where it says nothing itself; null where it extends none, or none that can be. */
  readonly inherited: ProfileData | null;
}

/** A file that is YAML and has fields: to be completed by what it extends. */
export interface ProfileDraft {
  readonly name: string;
  readonly file: string;
  /** The profile it extends, by name; null: none. */
  readonly extends: string | null;
  readonly data: ProfileData;
  readonly root: YAMLMap;
  readonly lines: LineCounter;
}

/** What a profile of that name says, or why it can't be extended, to be read after "extends". */
export type ParentOf = (
  name: string,
) => { readonly data: ProfileData } | { readonly data: null; readonly what: string };

/** More mistakes than these in one file are of one cause; the rest are counted. */
const mistakesTold = 8;

/** Reads a profile from YAML text. `file` is how the file is named in messages. */
export function parseProfile(text: string, file: string, parentOf: ParentOf = nobody): ParsedProfile {
  const read = draftProfile(text, file);
  return 'root' in read ? completeProfile(read, parentOf) : read;
}

const nobody: ParentOf = (name) => ({ data: null, what: `is ${name}, and no profile has that name` });

/** The first half of reading: what can be said of a file before the others are known. */
export function draftProfile(text: string, file: string): ProfileDraft | ParsedProfile {
  const fallback = nameOfFile(file);
  const read = readYamlFields(text, 'a profile');
  if ('what' in read) return unread(file, read.what, read.line);
  const { root, lines, data } = read;
  // A YAML map with keys of other kinds becomes an object, too: their names are strings then.
  const fields = data as ProfileData;
  const claimed = fields.name;
  const name = typeof claimed === 'string' && claimed !== '' ? claimed.slice(0, 80) : fallback;
  const parent = typeof fields.extends === 'string' ? fields.extends : null;
  return { name, file, extends: parent, data: fields, root, lines };
}

/** The second half: its mistakes, and those that only show with what it extends. */
export function completeProfile(draft: ProfileDraft, parentOf: ParentOf): ParsedProfile {
  const parent = draft.extends === null ? null : parentOf(draft.extends);
  if (parent !== null && parent.data === null)
    return misses(draft, null, [{ path: ['extends'], what: parent.what, atKey: false }]);
  const inherited = parent === null ? null : inheritedOf(parent.data);
  const data = inherited === null ? draft.data : mergeProfiles(inherited, draft.data);
  const checked = profileSchema.safeParse(data);
  const mistakes = checked.success ? ruleMistakes(checked.data) : schemaMistakes(checked.error, data);
  if (!checked.success || mistakes.length > 0) return misses(draft, inherited, mistakes);
  const { name } = draft;
  return { name, profile: checked.data, mistakes: [], problem: null, field: null, data, inherited };
}

/** What a mistake of no single field is called. */
const wholeProfile = 'profile';

function misses(
  { name, file, root, lines }: ProfileDraft,
  inherited: ProfileData | null,
  found: readonly Mistake[],
): ParsedProfile {
  const mistakes = found.map((mistake) => ({
    line: lineOf(root, mistake, lines),
    field: fieldOf(mistake) || wholeProfile,
    what: mistake.what,
  }));
  mistakes.sort((a, b) => a.line - b.line);
  return { ...wrong(name, file, mistakes), inherited };
}

/** A file of which nothing can be said but why. */
export const unread = (file: string, what: string, line = 1): ParsedProfile =>
  wrong(nameOfFile(file), file, [{ line, field: null, what }]);

const nameOfFile = (file: string): string => basename(file).replace(/\.ya?ml$/, '');

function wrong(name: string, file: string, mistakes: readonly ProfileMistake[]): ParsedProfile {
  const told = mistakes
    .slice(0, mistakesTold)
    .map(({ line, field, what }) => `${file}:${line}: ${field === null ? '' : `${field}: `}${what}`);
  if (mistakes.length > mistakesTold) told.push(`${file}: and ${mistakes.length - mistakesTold} more`);
  const first = mistakes[0]?.field ?? null;
  const field = first === wholeProfile ? '' : first;
  return { name, profile: null, mistakes, problem: told.join('\n'), field, data: null, inherited: null };
}
