import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Profile, ProfileEntry } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Profiles } from '../../core/ports/profiles.ts';
import type { Environment } from '../system/state-folder.ts';
import { commandOf } from './command-of.ts';
import type { ReadProfile } from './complete-profiles.ts';
import { loginsOf } from './logins.ts';
import type { ParsedProfile } from './parse-profile.ts';
import { choicesOf } from './profile-choices.ts';
import { completerOf, type ProfilePlaces, profileFilesIn, projectFolder } from './profile-places.ts';
import { profileNames } from './read-profile-folder.ts';
import { shippedDrafts } from './shipped-profiles.ts';

/** `$XDG_CONFIG_HOME/tutti/profiles`; a relative XDG_CONFIG_HOME counts as unset, as its specification demands. */
export const personProfileFolder = (env: Environment): string => join(personFolder(env), 'profiles');

/** Where the person's own table of prices is. */
export const personPrices = (env: Environment): string => join(personFolder(env), 'prices.yaml');

/** Where the person's own files of Tutti are. */
export function personFolder(env: Environment): string {
  const config = env.XDG_CONFIG_HOME;
  const base = config !== undefined && isAbsolute(config) ? config : join(env.HOME ?? homedir(), '.config');
  return join(base, 'tutti');
}

type Source = ProfileEntry['source'];

/** A profile that was read, whether it can be used or not. */
export interface Known {
  readonly name: string;
  readonly source: Source;
  readonly file: string | null;
  /** Null where its file can't be read. */
  readonly text: string | null;
  readonly profile: Profile | null;
  readonly problem: { readonly code: 'profile_invalid' | 'not_trusted'; readonly text: string } | null;
  readonly mistakes: ParsedProfile['mistakes'];
  readonly inherited: ParsedProfile['inherited'];
  readonly field: string | null;
}

export function createProfiles(places: ProfilePlaces): Profiles {
  const folder = projectFolder(places);
  const askAll = loginsOf(knownBefore(places));
  return {
    list: async (trusted) => (await knownProfiles(places, trusted)).map((one) => entryOf(one, places)),
    find: async (name, trusted) => pick(name, await knownProfiles(places, trusted)),
    logins: async (trusted, name) => {
      const all = await knownProfiles(places, trusted);
      const usable = all.flatMap(({ profile, problem }) => (problem === null && profile ? [profile] : []));
      return askAll(usable.filter((profile) => name === undefined || profile.name === name));
    },
    projectHasProfiles: async () => folder !== null && (await profileNames(folder)).length > 0,
  };
}

const knownBefore = (places: ProfilePlaces) => ({ ...places, project: places.project ?? '' });

/** All profiles, whether they can be used or not. The order is the order of trust: who comes first keeps the name. */
export async function knownProfiles(places: ProfilePlaces, trusted: boolean): Promise<Known[]> {
  const files = await profileFilesIn(places);
  const complete = completerOf(files);
  const known = (source: Source, file: string | null, text: string | null, read: ReadProfile): Known => {
    const { name, profile, problem, mistakes, inherited, field } = complete(read);
    return { name, source, file, text, profile, problem: asProblem(problem), mistakes, inherited, field };
  };
  const person = files.person.map(({ file, text, read }) => known('person', file, text, read));
  const project = files.project.map(({ file, text, read }) => known('project', file, text, read));
  // The person may replace what ships with Tutti, even by one with a mistake: running the other would surprise.
  const own = markDoubles(person, []);
  const kept = shippedDrafts
    .filter((draft) => !own.some((mine) => mine.name === draft.name))
    .map((draft) => known('tutti', null, draft.text, draft));
  const foreign = markDoubles(project, [...own, ...kept]);
  return [...kept, ...own, ...(trusted ? foreign : foreign.map(untrusted))];
}

const asProblem = (text: string | null): Known['problem'] =>
  text === null ? null : { code: 'profile_invalid', text };

/**
 * A name counts once. A project's profile never takes one of the person's or Tutti's: it would run the project's command
 * where the person asked for their own.
 */
function markDoubles(found: readonly Known[], taken: readonly Known[]): Known[] {
  const seen = [...taken];
  return found.map((known) => {
    const first = seen.find((other) => other.name === known.name);
    if (!first) {
      seen.push(known);
      return known;
    }
    const text = `${known.file}:1: name: ${known.name} is already the name of ${whose(first)}`;
    return { ...known, profile: null, problem: { code: 'profile_invalid', text }, field: 'name' };
  });
}

const whose = ({ source, file }: Known): string =>
  source === 'tutti' ? "one of Tutti's own profiles" : `the profile in ${file}`;

const untrusted = (known: Known): Known => ({
  ...known,
  problem: {
    code: 'not_trusted',
    text: 'the project is not trusted yet, and a profile runs commands: trust it with `tutti trust` or in the window',
  },
});

function pick(name: string, all: readonly Known[]): Result<Profile> {
  const known = all.find((one) => one.name === name);
  if (!known) {
    const names = all.filter((one) => one.problem === null).map((one) => one.name);
    return fail(
      'profile_unknown',
      `no profile is named ${name}; there are ${names.join(', ')}`,
      'Name one of these, or write a profile of that name.',
      { field: 'profile' },
    );
  }
  if (known.problem?.code === 'not_trusted')
    return fail(
      'not_trusted',
      `the profile ${name} is the project's own, and the project is not trusted yet`,
      `Read ${known.file}, then trust the project with \`tutti trust\` or in the window.`,
    );
  if (known.problem || !known.profile)
    return fail(
      'profile_invalid',
      known.problem?.text ?? `${name} can't be read`,
      'Correct the file and try again.',
      {
        ...(known.field === null ? {} : { field: known.field }),
      },
    );
  return ok(known.profile);
}

/** A profile as it is listed. */
export const entryOf = (
  { name, source, file, profile, problem }: Known,
  places: ProfilePlaces,
): ProfileEntry => ({
  name,
  title: profile?.title ?? name,
  source,
  file,
  scripted: profile?.scripted ?? false,
  confirmExpected: profile?.confirm.expected ?? true,
  ...(profile === null ? {} : { command: asWritten(profile) }),
  found: profile !== null && commandOf(profile, knownBefore(places)) !== null,
  problem: problem?.text ?? null,
  ...choicesOf(profile),
});

/** What it would run, on one line for the person to read: an argument that is no plain word stands in quotes. */
const asWritten = ({ command, args }: Profile): string =>
  [command, ...args]
    .map((word) => (/^[\w@%+=:,./${}-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
