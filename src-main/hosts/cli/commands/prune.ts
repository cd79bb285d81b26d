import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { pruningText } from '../show-pruning.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface PruneOptions {
  readonly dryRun?: boolean;
  readonly keepDays?: number;
  readonly keepGb?: number;
}

export const addPrune = (kit: Kit): void => {
  command(kit, 'prune', 'Remove recordings that are old, or more than the settings let stay.', [
    'tutti prune --dry-run',
    'tutti prune',
    'tutti prune --keep-days 30 --keep-gb 0',
  ])
    .option('--dry-run', 'only say what would go')
    .option('--keep-days <days>', 'in place of the setting; 0: without limit', wholeNumber(0, 36_500))
    .option('--keep-gb <gb>', 'in place of the setting; 0: without limit', wholeNumber(0, 1_000_000))
    .action(kit.runner.run<[], PruneOptions>((context, _args, options) => prune(context, options)));
};

const prune = async (
  context: CommandContext,
  { dryRun = false, keepDays, keepGb }: PruneOptions,
): Promise<ExitCode> => {
  const host = await context.host();
  const pruned = demand(
    await host.call('recordings.prune', {
      dryRun,
      ...(keepDays === undefined ? {} : { keepDays }),
      ...(keepGb === undefined ? {} : { keepGigabytes: keepGb }),
    }),
  );
  context.print(pruned, () => pruningText(pruned, dryRun, context.paints));
  return pruned.failed.length === 0 ? exitCodes.done : exitCodes.failed;
};

type Protection = 'recordings.protect' | 'recordings.unprotect';

const change = async (host: FrameClient, verb: Protection, runs: readonly number[]) => {
  const lines = [];
  for (const run of runs) lines.push(demand(await host.call(verb, { run })));
  return lines;
};

const addProtection = (kit: Kit, name: string, about: string, verb: Protection, now: string): void => {
  command(kit, name, about, [`tutti ${name} 12`])
    .argument('<run>', 'its number, as tutti runs lists it', wholeNumber(1))
    .argument('[more...]', 'further ones', (text: string, before: readonly number[] = []) => [
      ...before,
      wholeNumber(1)(text),
    ])
    .action(
      kit.runner.run<[number, readonly number[] | undefined], object>(async (context, [run, more = []]) => {
        const lines = await change(await context.host(), verb, [run, ...more]);
        context.print(lines, () => lines.map((line) => `run ${line.run} ${now}\n`).join(''));
        return exitCodes.done;
      }),
    );
};

export const addProtect = (kit: Kit): void =>
  addProtection(
    kit,
    'protect',
    'Keep the recording of a run, whatever the settings say.',
    'recordings.protect',
    'is protected: it stays until you remove it',
  );

export const addUnprotect = (kit: Kit): void =>
  addProtection(
    kit,
    'unprotect',
    'Let the settings say again how long the recording of a run is kept.',
    'recordings.unprotect',
    'is protected no longer',
  );
