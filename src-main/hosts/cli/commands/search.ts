import { type HitSource, hitSourceSchema, type SearchPage } from '@contract/recording-search.ts';
import type { VerbInput } from '@contract/verbs.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, failWith } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { hitText, searchEnd } from '../show-hits.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface SearchOptions {
  readonly run?: number;
  readonly regex?: boolean;
  readonly instance?: string;
  readonly source?: HitSource;
  readonly limit: number;
}

/** The most that one answer holds. */
const page = 200;

export const addSearch = (kit: Kit): void => {
  command(kit, 'search', 'Search all that was shown on terminals and said, in one run or in all.', [
    'tutti search "connection refused"',
    'tutti search \'"connection refused" redis*\' --run 12',
    'tutti search "[0-9]{4,} ms" --regex --run 12 --instance spec_1_1_2',
    'tutti search timeout --source message --json',
  ])
    .argument(
      '<text>',
      'words that stand in one line or message; "in a row" in quotes; begin* for beginnings',
    )
    .option('--run <n>', 'only this run; all, the newest first, when it is not given', wholeNumber(1))
    .option('--regex', 'the text is a JavaScript regular expression; of one run')
    .option('--instance <id>', 'only its terminal, its messages and what happened to it')
    .addOption(new Option('--source <source>', 'only there').choices(hitSourceSchema.options))
    .option('--limit <n>', 'the most that are told', wholeNumber(1, 100_000), 1000)
    .action(kit.runner.run<[string], SearchOptions>(search));
};

const search = async (
  context: CommandContext,
  [text]: [string],
  { regex, limit, ...only }: SearchOptions,
): Promise<ExitCode> => {
  if (regex === true && only.run === undefined)
    return failWith({
      code: 'bad_input',
      message: 'An expression is searched for in one run.',
      remedy: 'Name it: --run 12. tutti runs lists them.',
      field: 'run',
    });
  const host = await context.host();
  const kind = regex === true ? 'regex' : 'words';
  const found = await readAll(context, host, { ...only, text, kind }, limit);
  if (context.json) context.print(found, () => '');
  else context.io.out(searchEnd(found, context.paints));
  return exitCodes.done;
};

type Asked = Omit<VerbInput<'recordings.search'>, 'after' | 'limit'>;

/** Page after page; each is shown as it comes. */
const readAll = async (
  context: CommandContext,
  host: FrameClient,
  asked: Asked,
  limit: number,
): Promise<SearchPage> => {
  const hits: SearchPage['hits'] = [];
  let after: string | undefined;
  for (;;) {
    const rest = Math.min(page, limit - hits.length);
    const found = demand(
      await host.call('recordings.search', {
        ...asked,
        limit: rest,
        ...(after === undefined ? {} : { after }),
      }),
    );
    hits.push(...found.hits);
    if (!context.json) for (const hit of found.hits) context.io.out(hitText(hit, context.paints));
    if (!found.more || hits.length >= limit) return { ...found, hits };
    after = found.after;
  }
};
