import { mistakeWords, type ProfileSource } from '@contract/profile-sources.ts';
import type { ProfileEntry } from '@contract/profiles.ts';
import { columns } from '../columns.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { command, type Kit } from './command-kit.ts';

type Words = [action: string, name: string | undefined, to: string | undefined];

export const addProfiles = (kit: Kit): void => {
  command(kit, 'profiles', 'List the agent profiles; show, copy or delete one.', [
    'tutti profiles',
    'tutti profiles show claude',
    'tutti profiles copy claude my-claude',
    'tutti profiles delete my-claude',
  ])
    .argument('[action]', 'list, show, copy or delete', 'list')
    .argument('[name]', 'the profile')
    .argument('[to]', 'for copy: the name of your own copy')
    .action(kit.runner.run<Words, Record<string, never>>(act));
};

const act = async (context: CommandContext, [action, name, to]: Words): Promise<ExitCode> => {
  if (action === 'list') return list(context);
  if (action === 'show' && name !== undefined) return show(context, name);
  if (action === 'copy' && name !== undefined && to !== undefined) return copy(context, name, to);
  if (action === 'delete' && name !== undefined) return remove(context, name);
  return failWith({
    code: 'bad_input',
    message: `profiles ${action} is not known, or lacks a name.`,
    remedy: 'Say: tutti profiles show NAME, tutti profiles copy NAME NEW, or tutti profiles delete NAME',
    field: 'action',
  });
};

const list = async (context: CommandContext): Promise<ExitCode> => {
  const host = await context.host();
  const entries = demand(await host.call('profiles.list', {}));
  context.print(entries, () => entriesText(entries, context.paints));
  return exitCodes.done;
};

const show = async (context: CommandContext, name: string): Promise<ExitCode> => {
  const host = await context.host();
  const source = demand(await host.call('profiles.source', { name }));
  context.print(source, () => source.text);
  for (const mistake of source.mistakes) context.io.err(`${mistakeWords(mistake)}\n`);
  return source.mistakes.length === 0 ? exitCodes.done : exitCodes.failed;
};

const copy = async (context: CommandContext, name: string, to: string): Promise<ExitCode> => {
  const host = await context.host();
  const made = demand(await host.call('profiles.copy', { name, to }));
  context.print(made, () => `${made.name} is in ${made.file ?? ''}\n`);
  return exitCodes.done;
};

const remove = async (context: CommandContext, name: string): Promise<ExitCode> => {
  const host = await context.host();
  const { file, version, ...source } = demand(await host.call('profiles.source', { name }));
  if (file === null) return ownAlone(source);
  demand(await host.call('profiles.delete', { file, version }));
  context.print({ deleted: file }, () => `Deleted ${file}\n`);
  return exitCodes.done;
};

const ownAlone = ({ name }: Pick<ProfileSource, 'name'>): ExitCode =>
  failWith({
    code: 'refused',
    message: `${name} comes with Tutti and stays.`,
    remedy: 'Delete one of your own; `tutti profiles` tells which are.',
    field: 'name',
  });

const whose = { tutti: 'comes with Tutti', person: 'yours', project: 'the project’s' } as const;

const entriesText = (entries: readonly ProfileEntry[], paints: Paints): string =>
  columns(
    entries.map(({ name, title, source, found, problem }) => [
      problem === null && found ? paints.good('✓') : paints.dim('–'),
      name,
      title,
      whose[source],
      problem === null
        ? found
          ? ''
          : paints.dim('not found on this machine')
        : paints.bad(oneLine(problem)),
    ]),
  );
