import type { Decision, Knowledge } from '@contract/knowledge.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { harmless, oneLine, type Paints } from '../paint.ts';
import { ago } from '../show-instances.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface Wanted {
  readonly under?: string;
  readonly words?: string;
  readonly history?: boolean;
  readonly set?: string;
  readonly forget?: boolean;
  readonly limit: number;
  readonly skip?: number;
}

export const addKnowledge = (kit: Kit): void => {
  command(kit, 'knowledge', 'What the project knows: list it, show one key, record or forget one.', [
    'tutti knowledge',
    'tutti knowledge api/auth/token-format --history',
    'tutti knowledge api/auth/token-format --set "JWT, RS256, 15 min"',
    'tutti knowledge --words "token format"',
  ])
    .argument('[key]', 'such as api/auth/token-format')
    .option('--under <namespace>', 'all keys under this')
    .option('--words <words>', 'words that key or value have')
    .option('--history', 'with a key: its earlier versions, too')
    .option('--set <value>', 'record this for the key')
    .option('--forget', 'take the key out of what is known; its history stays')
    .option('--limit <n>', 'at most so many (at most 500)', wholeNumber(1, 500), 50)
    .option('--skip <n>', 'leave out so many of the list, the newest first', wholeNumber(0, 10_000_000))
    .action(
      kit.runner.run<[string | undefined], Wanted>((context, [key], wanted) => act(context, key, wanted)),
    );
};

const act = async (context: CommandContext, key: string | undefined, wanted: Wanted): Promise<ExitCode> => {
  const changes = wanted.set !== undefined || wanted.forget === true;
  if (key === undefined && changes) return noKey();
  const host = await context.host();
  if (key !== undefined && changes) {
    const entry = demand(
      wanted.set === undefined
        ? await host.call('knowledge.forget', { key })
        : await host.call('knowledge.record', { key, value: wanted.set }),
    );
    context.print(entry, () => `${entry.key} is at version ${entry.version}\n`);
    return exitCodes.done;
  }
  const { under, words, history = false, limit, skip } = wanted;
  const found = demand(
    await host.call('knowledge.get', {
      limit,
      history,
      ...(key === undefined ? {} : { key }),
      ...(under === undefined ? {} : { under }),
      ...(words === undefined ? {} : { words }),
      ...(skip === undefined ? {} : { skip }),
    }),
  );
  context.print(found, () => listText(found, key !== undefined, context.paints));
  return exitCodes.done;
};

const noKey = (): ExitCode =>
  failWith({
    code: 'bad_input',
    message: 'Of which key?',
    remedy: 'Name it: tutti knowledge api/auth/token-format --set "JWT, RS256"',
    field: 'key',
  });

const byLine = ({ author, at, version }: Knowledge): string => `version ${version}, ${author}, ${ago(at)}`;

const listText = (
  { entries, total }: { readonly entries: readonly Knowledge[]; readonly total: number },
  whole: boolean,
  paints: Paints,
): string => {
  if (entries.length === 0) return 'Nothing is known of that yet.\n';
  const shown = entries.map((entry) => {
    const value =
      entry.value === null ? paints.dim('(forgotten)') : whole ? harmless(entry.value) : oneLine(entry.value);
    return `${paints.bold(entry.key)}  ${paints.dim(byLine(entry))}\n${value}\n`;
  });
  const more = total - entries.length;
  return `${shown.join('\n')}${more > 0 ? paints.dim(`\n${more} more: see --limit, --under, --words\n`) : ''}`;
};

interface DecisionOptions {
  readonly all?: boolean;
  readonly path?: string;
  readonly add?: string;
  readonly because?: string;
  readonly replaces?: string;
}

export const addDecisions = (kit: Kit): void => {
  command(kit, 'decisions', 'What was decided and is to be kept to; or record a decision.', [
    'tutti decisions',
    'tutti decisions --path src/api',
    'tutti decisions --add "Times are UTC" --because "no zone can be lost" --path src/api',
  ])
    .option('--all', 'those that were replaced, too')
    .option('--path <path>', 'only what concerns this path; with --add: what it is about')
    .option('--add <title>', 'record this')
    .option('--because <text>', 'with --add: what was chosen, and why')
    .option('--replaces <id>', 'with --add: the decision that no longer stands')
    .action(kit.runner.run<[], DecisionOptions>((context, _args, options) => decisions(context, options)));
};

const decisions = async (context: CommandContext, options: DecisionOptions): Promise<ExitCode> => {
  const host = await context.host();
  const { add, because = '', path, replaces, all = false } = options;
  const found =
    add === undefined
      ? demand(await host.call('decisions.list', { all, ...(path === undefined ? {} : { path }) }))
      : [
          demand(
            await host.call('decisions.record', {
              title: add,
              text: because,
              paths: path === undefined ? [] : [path],
              ...(replaces === undefined ? {} : { replaces }),
            }),
          ),
        ];
  context.print(found, () => decisionsText(found, context.paints));
  return exitCodes.done;
};

const decisionsText = (found: readonly Decision[], paints: Paints): string => {
  if (found.length === 0) return 'Nothing was decided yet.\n';
  return found
    .map(({ id, title, text, paths, author, at, replacedBy }) => {
      const about = paths.length === 0 ? '' : `, for ${paths.join(', ')}`;
      const gone = replacedBy === null ? '' : paints.dim(` (replaced by ${replacedBy})`);
      return `${paints.dim(id)} ${paints.bold(oneLine(title))}${gone}  ${paints.dim(`${author}, ${ago(at)}${about}`)}\n${harmless(text)}\n`;
    })
    .join('\n');
};
