import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import type { Profile, ProfileEntry } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Profiles } from '../../core/ports/profiles.ts';
import type { Environment } from '../system/state-folder.ts';
import { commandOf, type KnownBefore } from './command-of.ts';
import { type FindParent, profileCompleter, type ReadProfile } from './complete-profiles.ts';
import { loginsOf } from './logins.ts';
import { choicesOf } from './profile-choices.ts';
import { profileNames, readProfileFolder } from './read-profile-folder.ts';
import { shippedDrafts } from './shipped-profiles.ts';

export interface ProfilePlaces {
  /** Root of the project, whose `.tutti/profiles` is read; null: without one, only the person's and Tutti's are. */
  readonly project: string | null;
  /** The person's own folder; see `personProfileFolder`. */
  readonly person: string;
  /** PATH that instances are started with. */
  readonly path: string;
  /** What `${node}`, `${shell}` and `${rehearsal}` stand for. */
  readonly node: string;
  readonly shell: string;
  readonly rehearsal: string;
  /** What programs are started with. */
  readonly env: Readonly<Record<string, string>>;
}

/** `$XDG_CONFIG_HOME/tutti/profiles`; a relative XDG_CONFIG_HOME counts as unset, as its specification demands. */
export const personProfileFolder = (env: Environment): string => join(personFolder(env), 'profiles');

/** Where the person's own table of prices is. */
export const personPrices = (env: Environment): string => join(personFolder(env), 'prices.yaml');

function personFolder(env: Environment): string {
  const config = env.XDG_CONFIG_HOME;
  const base = config !== undefined && isAbsolute(config) ? config : join(env.HOME ?? homedir(), '.config');
  return join(base, 'tutti');
}

type Source = ProfileEntry['source'];

interface Known {
  readonly name: string;
  readonly source: Source;
  readonly file: string | null;
  readonly profile: Profile | null;
  readonly problem: { readonly code: 'profile_invalid' | 'not_trusted'; readonly text: string } | null;
  readonly field: string | null;
}

export function createProfiles(places: ProfilePlaces): Profiles {
  const projectFolder = places.project === null ? null : join(places.project, '.tutti', 'profiles');
  const known = { ...places, project: places.project ?? '' };
  const askAll = loginsOf(known);
  return {
    list: async (trusted) =>
      (await readAll(places, projectFolder, trusted)).map((one) => entryOf(one, known)),
    find: async (name, trusted) => pick(name, await readAll(places, projectFolder, trusted)),
    logins: async (trusted, name) => {
      const all = await readAll(places, projectFolder, trusted);
      const usable = all.flatMap(({ profile, problem }) => (problem === null && profile ? [profile] : []));
      return askAll(usable.filter((profile) => name === undefined || profile.name === name));
    },
    projectHasProfiles: async () => projectFolder !== null && (await profileNames(projectFolder)).length > 0,
  };
}

/** The order is the order of trust: who comes first keeps the name. */
async function readAll(
  places: ProfilePlaces,
  projectFolder: string | null,
  trusted: boolean,
): Promise<Known[]> {
  const byPerson = await readProfileFolder(places.person, null, (file) => file);
  const root = places.project ?? '';
  const byProject =
    projectFolder === null
      ? []
      : await readProfileFolder(projectFolder, root, (file) => relative(root, file));
  const named = (name: string) => (read: ReadProfile) => read.name === name;
  const ofPerson = byPerson.map(({ read }) => read);
  const ofProject = byProject.map(({ read }) => read);
  const find: FindParent = (child, name) => {
    const isIts = named(name);
    const ownName = name === child.name;
    return (
      (ownName ? undefined : ofPerson.find(isIts)) ??
      shippedDrafts.find(isIts) ??
      (ownName || ofPerson.includes(child) ? undefined : ofProject.find(isIts))
    );
  };
  const complete = profileCompleter(find);
  const known = (source: Source, file: string | null, read: ReadProfile): Known => {
    const { name, profile, problem, field } = complete(read);
    return { name, source, file, profile, problem: asProblem(problem), field };
  };
  const person = byPerson.map(({ file, read }) => known('person', file, read));
  const project = byProject.map(({ file, read }) => known('project', file, read));
  // The person may replace what ships with Tutti, even by one with a mistake: running the other would surprise.
  const own = markDoubles(person, []);
  const kept = shippedDrafts
    .filter((draft) => !own.some((mine) => mine.name === draft.name))
    .map((draft) => known('tutti', null, draft));
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

const entryOf = ({ name, source, file, profile, problem }: Known, places: KnownBefore): ProfileEntry => ({
  name,
  title: profile?.title ?? name,
  source,
  file,
  scripted: profile?.scripted ?? false,
  confirmExpected: profile?.confirm.expected ?? true,
  ...(profile === null ? {} : { command: asWritten(profile) }),
  found: profile !== null && commandOf(profile, places) !== null,
  problem: problem?.text ?? null,
  ...choicesOf(profile),
});

/** What it would run, on one line for the person to read: an argument that is no plain word stands in quotes. */
const asWritten = ({ command, args }: Profile): string =>
  [command, ...args]
    .map((word) => (/^[\w@%+=:,./${}-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
