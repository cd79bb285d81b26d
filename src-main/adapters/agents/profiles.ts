import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import type { Profile, ProfileEntry } from '@contract/profiles.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { fillPlaceholders, type PlaceholderValues } from '../../core/hierarchy/placeholders.ts';
import type { Profiles } from '../../core/ports/profiles.ts';
import type { Environment } from '../system/state-folder.ts';
import { parseProfile } from './parse-profile.ts';
import { profileNames, readProfileFolder } from './read-profile-folder.ts';
import { resolveCommand } from './resolve-command.ts';
import aiderYaml from './shipped/aider.yaml?raw';
import claudeYaml from './shipped/claude.yaml?raw';
import codexYaml from './shipped/codex.yaml?raw';
import geminiYaml from './shipped/gemini.yaml?raw';
import genericYaml from './shipped/generic.yaml?raw';
import opencodeYaml from './shipped/opencode.yaml?raw';
import rehearsalYaml from './shipped/rehearsal.yaml?raw';
import shellYaml from './shipped/shell.yaml?raw';

export interface ProfilePlaces {
  /** Root of the project; its `.tutti/profiles` is read. */
  readonly project: string;
  /** The person's own folder; see `personProfileFolder`. */
  readonly person: string;
  /** PATH that instances are started with. */
  readonly path: string;
  /** What `${node}`, `${shell}` and `${rehearsal}` stand for. */
  readonly node: string;
  readonly shell: string;
  readonly rehearsal: string;
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

/** A profile that was read, whether it can be used or not. */
export interface Known {
  readonly name: string;
  readonly source: Source;
  readonly file: string | null;
  /** Null where its file can't be read. */
  readonly text: string | null;
  readonly profile: Profile | null;
  readonly problem: { readonly code: 'profile_invalid' | 'not_trusted'; readonly text: string } | null;
  readonly field: string | null;
}

export const projectProfileFolder = (project: string): string => join(project, '.tutti', 'profiles');

export function createProfiles(places: ProfilePlaces): Profiles {
  const projectFolder = projectProfileFolder(places.project);
  return {
    list: async (trusted) => (await knownProfiles(places, trusted)).map((known) => entryOf(known, places)),
    find: async (name, trusted) => pick(name, await knownProfiles(places, trusted)),
    projectHasProfiles: async () => (await profileNames(projectFolder)).length > 0,
  };
}

const shipped: readonly Known[] = [
  ['gemini.yaml', geminiYaml],
  ['opencode.yaml', opencodeYaml],
  ['aider.yaml', aiderYaml],
  ['generic.yaml', genericYaml],
  ['shell.yaml', shellYaml],
  ['codex.yaml', codexYaml],
  ['rehearsal.yaml', rehearsalYaml],
  ['claude.yaml', claudeYaml],
].map(([file = '', text = '']) => {
  const { profile, problem, name } = parseProfile(text, file);
  if (profile === null) throw new Error(`a profile that ships with Tutti is wrong: ${problem}`);
  return { name, source: 'tutti', file: null, text, profile, problem: null, field: null };
});

/** The order is the order of trust: who comes first keeps the name. */
export async function knownProfiles(places: ProfilePlaces, trusted: boolean): Promise<Known[]> {
  const projectFolder = projectProfileFolder(places.project);
  const person = await read('person', places.person, null, (file) => file);
  const project = await read('project', projectFolder, places.project, (file) =>
    relative(places.project, file),
  );
  // The person may replace what ships with Tutti, even by one with a mistake: running the other would surprise.
  const own = markDoubles(person, []);
  const kept = shipped.filter((known) => !own.some((mine) => mine.name === known.name));
  const foreign = markDoubles(project, [...own, ...kept]);
  return [...kept, ...own, ...(trusted ? foreign : foreign.map(untrusted))];
}

async function read(
  source: Source,
  folder: string,
  within: string | null,
  showAs: (file: string) => string,
): Promise<Known[]> {
  const files = await readProfileFolder(folder, within, showAs);
  return files.map(({ name, file, text, profile, problem, field }) => ({
    name,
    source,
    file,
    text,
    profile,
    problem: problem === null ? null : { code: 'profile_invalid', text: problem },
    field,
  }));
}

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
  found: profile !== null && isFound(profile, places),
  problem: problem?.text ?? null,
});

/** What it would run, on one line for the person to read: an argument that is no plain word stands in quotes. */
const asWritten = ({ command, args }: Profile): string =>
  [command, ...args]
    .map((word) => (/^[\w@%+=:,./${}-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');

/** Only what is known before a launch can stand in a command; the rest (`${task}`) fills with nothing and isn't found. */
function isFound(profile: Profile, places: ProfilePlaces): boolean {
  const values: PlaceholderValues = { ...nothing, ...places };
  return resolveCommand(fillPlaceholders(profile.command, values), profile.env.PATH ?? places.path) !== null;
}

const nothing = {
  mcpUrl: '',
  hookUrl: '',
  token: '',
  nonce: '',
  instance: '',
  task: '',
  prompt: '',
  promptFile: '',
  files: '',
  session: '',
};
