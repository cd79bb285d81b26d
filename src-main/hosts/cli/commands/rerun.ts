import type { Remaining } from '@contract/rerun-verbs.ts';
import { fail } from '@contract/result.ts';
import { demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, oneLine } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';
import { launchedText } from './run-texts.ts';

interface RerunOptions {
  readonly at?: string;
  readonly seq?: number;
  readonly agent?: string;
  readonly title?: string;
  readonly permissions?: string;
  readonly acceptDanger?: boolean;
  readonly yes?: boolean;
}

const units = { h: 3_600_000, m: 60_000, s: 1000 } as const;

/** `+1h20m`: since the run began; else a date and time. Milliseconds since 1970. */
const momentOf = (text: string, begun: number): number => {
  const since = /^\+(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7})s)?$/.exec(text);
  if (since !== null && text.length > 1) {
    const [, h = '0', m = '0', s = '0'] = since;
    return begun + Number(h) * units.h + Number(m) * units.m + Number(s) * units.s;
  }
  const at = Date.parse(text);
  if (Number.isFinite(at) && at >= 0) return at;
  return failWith(
    fail('bad_input', `${text} is no moment`, 'Name one such as +12m30s or 2026-11-23T14:02:11.', {
      field: 'at',
    }).error,
  );
};

const summary = ({ run, title, goal, parts, tasks, done, profiles }: Remaining): string => {
  const who = Object.entries(profiles).map(([role, profile]) => `${role} ${profile}`);
  return [
    `${oneLine(title)}`,
    `  from run ${run}: ${parts.length} parts, ${tasks.length} tasks to do, ${done} done there`,
    `  with ${who.join(', ')}`,
    `  ${oneLine(goal).slice(0, 160)}`,
    ...tasks.map(({ task, title: words, state }) => `  ${task} (${state}) ${oneLine(words)}`),
    '',
  ].join('\n');
};

export const addRerun = (kit: Kit): void => {
  command(
    kit,
    'rerun',
    'Begin a new run from an earlier one: its plan, or what was left of it at a moment.',
    [
      'tutti rerun 11',
      'tutti rerun 11 --yes',
      'tutti rerun 11 --at +12m30s --yes',
      'tutti rerun 11 --seq 840 --agent codex --yes',
    ],
  )
    .argument('<run>', 'its number, as tutti runs lists it', wholeNumber(1))
    .option('--at <moment>', 'what was not done by then: +12m30s since it began, or a date and time')
    .option('--seq <n>', 'what was not done by that event', wholeNumber(0))
    .option('--agent <profile>', 'the profile of all; else those of then')
    .option('--title <text>', 'of the new run')
    .option('--permissions <mode>', 'what the executive may do without asking; tutti agents names the modes')
    .option('--accept-danger', 'your explicit yes to a mode that asks for nothing any more')
    .option('--yes', 'begin it; without this it is only told what would be begun')
    .action(
      kit.runner.run<[number], RerunOptions>(async (context, [run], options) => {
        const host = await context.host();
        const { at, seq, agent, title, permissions, acceptDanger, yes = false } = options;
        const begun =
          at === undefined
            ? 0
            : (demand(await host.call('runs.overview', {})).find((one) => one.run === run)?.begunAt ?? 0);
        const of = {
          run,
          ...(at === undefined ? {} : { at: momentOf(at, begun) }),
          ...(seq === undefined ? {} : { seq }),
        };
        if (!yes) {
          const remaining = demand(await host.call('runs.remaining', of));
          context.print(remaining, () =>
            harmless(`${summary(remaining)}Nothing was begun: say --yes to begin it.\n`),
          );
          return exitCodes.done;
        }
        const launched = demand(
          await host.call('runs.rerun', {
            ...of,
            ...(agent === undefined ? {} : { profile: agent }),
            ...(title === undefined ? {} : { title }),
            ...(permissions === undefined ? {} : { permissions }),
            ...(acceptDanger === undefined ? {} : { dangerous: acceptDanger }),
          }),
        );
        context.print(launched, () => launchedText(launched, context.paints));
        return exitCodes.done;
      }),
    );
};
