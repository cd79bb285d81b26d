import type { Breaker } from '@contract/breakers.ts';
import type { MachineItem } from '@contract/machine.ts';
import type { ProfileChoices, ProfileLogin } from '@contract/profile-choices.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { foundOnMachine } from '../../../adapters/agents/found-on-machine.ts';
import type { Profiles } from '../../../core/ports/profiles.ts';
import { columns } from '../columns.ts';
import { oneLine, type Paints } from '../paint.ts';
import { restWords } from './breakers.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A CLI of the machine, or a profile of the person's own, with what can be chosen of it and whether it is logged in. */
export interface AgentRow extends ProfileChoices {
  readonly name: string;
  readonly found: boolean;
  readonly version: string | null;
  readonly path: string | null;
  readonly remedy: string | null;
  readonly login: ProfileLogin | null;
}

/** With whether it failed too often in this project, and is not started for a while. */
export interface ShownAgentRow extends AgentRow {
  readonly rests?: Breaker | null;
}

/** The check of the machine, with the logins of the agents that were found. */
export const machineWithLogins = async (
  env: Environment,
): Promise<{ items: readonly MachineItem[]; logins: readonly ProfileLogin[] }> => {
  const profiles = await personsProfiles(env);
  const items = await foundOnMachine(env)();
  const agents = items.filter(({ kind, found }) => kind === 'agent' && found);
  return { items, logins: await loginsOf(profiles, agents) };
};

/** The person's and Tutti's: no project is looked at. Loaded here alone, as the parts of a host are. */
const personsProfiles = async (env: Environment): Promise<Profiles> => {
  const { profilesOf } = await import('../../open-project/project-parts.ts');
  const { hostPlaces } = await import('../../open-project/host-places.ts');
  return profilesOf(null, { env, places: hostPlaces() });
};

/** Asks all CLIs at once for their versions and logins; needs no host. */
export const agentRows = async (env: Environment): Promise<AgentRow[]> => {
  const profiles = await personsProfiles(env);
  const [machine, entries] = await Promise.all([foundOnMachine(env)(), profiles.list(false)]);
  const agents = machine.filter(({ kind }) => kind === 'agent');
  const own = entries.filter(
    ({ source, name }) => source === 'person' && !agents.some((item) => item.name === name),
  );
  const logins = await loginsOf(profiles, [
    ...agents.filter(({ found }) => found),
    ...own.filter(({ found }) => found),
  ]);
  const loginOf = (name: string) => logins.find(({ profile }) => profile === name) ?? null;
  return [
    ...agents.map((item) => machineRow(item, entries, loginOf(item.name))),
    ...own.map((entry) => ownRow(entry, loginOf(entry.name))),
  ];
};

const loginsOf = async (
  profiles: Profiles,
  wanted: readonly { readonly name: string }[],
): Promise<ProfileLogin[]> =>
  (await Promise.all(wanted.map(({ name }) => profiles.logins(false, name)))).flat();

const machineRow = (
  { name, found, version, path, remedy }: MachineItem,
  entries: readonly ProfileEntry[],
  login: ProfileLogin | null,
): AgentRow => {
  const entry = entries.find((one) => one.name === name);
  return { name, found, version, path, remedy: entry?.problem ?? remedy, login, ...choicesOf(entry) };
};

const ownRow = (entry: ProfileEntry, login: ProfileLogin | null): AgentRow => ({
  name: entry.name,
  found: entry.found,
  version: null,
  path: entry.file,
  remedy: entry.problem ?? (entry.found ? null : 'Its command was not found.'),
  login,
  ...choicesOf(entry),
});

const choicesOf = (entry: ProfileEntry | undefined): ProfileChoices => ({
  extends: entry?.extends ?? null,
  modes: entry?.modes ?? [],
  mode: entry?.mode ?? null,
  models: entry?.models ?? [],
  model: entry?.model ?? null,
  takesModel: entry?.takesModel ?? false,
  home: entry?.home ?? null,
  tellsLogin: entry?.tellsLogin ?? false,
});

/** A line for each, and below it what can be chosen: the usual first, what is dangerous said so. */
export const agentsText = (rows: readonly ShownAgentRow[], paints: Paints): string => {
  const heads = lines(rows, paints);
  return rows.map((row, i) => `${heads[i] ?? ''}${choicesText(row, paints)}`).join('');
};

const lines = (rows: readonly AgentRow[], paints: Paints): string[] =>
  columns(
    rows.map((row) => [
      row.found ? paints.good('✓') : paints.dim('–'),
      row.name,
      row.version ?? '',
      loginWords(row, paints),
      oneLine(row.remedy ?? row.path ?? ''),
    ]),
  ).split(/(?<=\n)/);

const loginWords = ({ login, found }: AgentRow, paints: Paints): string => {
  if (!found || login === null) return '';
  if (login.state === 'out') return paints.bad(`${login.words}: ${login.remedy ?? ''}`);
  return login.state === 'in' ? login.words : paints.dim(`login not known: ${login.words}`);
};

const choicesText = (row: ShownAgentRow, paints: Paints): string => {
  if (!row.found) return '';
  const modes = row.modes.map(({ name, dangerous }) => {
    const usual = name === row.mode ? ' (usual)' : '';
    return dangerous ? paints.bad(`${name} (asks for nothing)`) : `${name}${usual}`;
  });
  const models = row.models.map(({ name }) => (name === row.model ? `${name} (usual)` : name));
  const free = row.takesModel ? [paints.dim('or any that it knows')] : [];
  const { rests = null } = row;
  const rows = [
    ...(rests === null ? [] : [['rests', paints.bad(`${restWords(rests)}: ${oneLine(rests.reason)}`)]]),
    ...(row.extends === null ? [] : [['extends', row.extends]]),
    ...(modes.length === 0 ? [] : [['modes', modes.join(', ')]]),
    ...(row.takesModel ? [['models', [...models, ...free].join(', ')]] : []),
    ...(row.home === 'instance' ? [['home', 'one of its own for each instance']] : []),
  ];
  return columns(rows.map(([name = '', text = '']) => [' ', paints.dim(name.padEnd(7)), text]));
};
