import type { Instance } from '@contract/instances.ts';
import { sumUsed, type Used } from '@contract/usage.ts';
import type { DayUsage, UsageDays } from '@contract/usage-days.ts';
import { columns } from '../columns.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Paints } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface UsageOptions {
  readonly days: number;
}

type Tokens = Pick<Used, 'input' | 'output' | 'cacheRead' | 'cacheWrite'>;

interface InstanceSum {
  readonly id: string;
  readonly depth: number;
  readonly used: Used;
  /** With all beneath it. */
  readonly whole: Used;
}

export const addUsage = (kit: Kit): void => {
  command(kit, 'usage', 'Tokens and cost by day, and by instance of this run.', [
    'tutti usage',
    'tutti usage --days 7',
    'tutti usage --json',
  ])
    .option('--days <n>', 'how many days, up to today (at most 366)', wholeNumber(1, 366), 14)
    .action(
      kit.runner.run<[], UsageOptions>(async (context, _args, { days }) => {
        const host = await context.host();
        const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
        const byDay = demand(await host.call('usage.days', { days, zone }));
        const { run, instances } = demand(await host.call('view.get', {}));
        const sums = sumsOf(instances);
        const shown = { ...byDay, run: run?.run ?? null, instances: sums };
        context.print(shown, () => usageText(byDay, sums, context.paints));
        return exitCodes.done;
      }),
    );
};

const usedBy = (instances: readonly Instance[]): Used =>
  sumUsed(instances.flatMap(({ used }) => Object.values(used)));

/** Every instance under its parent, with its own sum and that of its subtree. */
const sumsOf = (instances: Readonly<Record<string, Instance>>): InstanceSum[] => {
  const all = Object.values(instances);
  const walk = (parent: string | null, depth: number): { sums: InstanceSum[]; team: Instance[] } => {
    const parts = all
      .filter((one) => one.parent === parent)
      .map((one) => {
        const below = walk(one.id, depth + 1);
        const team = [one, ...below.team];
        const own = { id: one.id, depth, used: usedBy([one]), whole: usedBy(team) };
        return { sums: [own, ...below.sums], team };
      });
    return { sums: parts.flatMap(({ sums }) => sums), team: parts.flatMap(({ team }) => team) };
  };
  return walk(null, 0).sums;
};

/** `~` before what the table of prices reckoned, `+` after what is not all. */
const costText = ({ cost, costBy }: Pick<Used, 'cost' | 'costBy'>, isPart: boolean): string =>
  cost === null ? 'not told' : `${costBy === 'prices' ? '~' : ''}${cost.toFixed(2)}${isPart ? '+' : ''}`;

const counts = ({ input, output, cacheRead, cacheWrite }: Tokens): string[] =>
  [input, output, cacheRead, cacheWrite].map((count) => count.toLocaleString('en'));

const heads = ['INPUT', 'OUTPUT', 'CACHE READ', 'CACHE WRITTEN', 'US DOLLARS'];

const dayRow = (day: DayUsage): string[] => [day.day, ...counts(day), costText(day, day.untold > 0)];

const usageText = ({ days, prices }: UsageDays, sums: readonly InstanceSum[], paints: Paints): string => {
  const used = days.filter(({ conversations }) => conversations > 0);
  const told = sums.filter(({ whole }) => tokensIn(whole) > 0);
  const head = (first: string, ...more: string[]) =>
    [first, ...heads, ...more].map((word) => paints.dim(word));
  const rows = told.map(({ id, depth, used, whole }) => [
    `${'  '.repeat(depth)}${id}`,
    ...counts(used),
    costText(used, false),
    costText(whole, false),
  ]);
  const parts = [
    used.length === 0
      ? `No agent has told of tokens in these ${days.length} days.\n`
      : columns([head('DAY'), ...used.map(dayRow)]),
    ...(rows.length === 0 ? [] : [columns([head('INSTANCE', 'WITH THOSE BELOW'), ...rows])]),
  ];
  const own = prices.own === null ? '' : `, your own of ${prices.own}`;
  return `${parts.join('\n')}\n${paints.dim(`~ is reckoned by the table of prices of ${prices.shipped}${own}; + is not all of it.`)}\n`;
};

const tokensIn = ({ input, output, cacheRead, cacheWrite }: Tokens): number =>
  input + output + cacheRead + cacheWrite;
