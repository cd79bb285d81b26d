import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { cleanableTable, cleanedTable } from '../show-cleanable.ts';
import { command, type Kit } from './command-kit.ts';

interface CleanOptions {
  readonly all?: boolean;
  readonly save?: boolean;
  readonly dryRun?: boolean;
}

export const addClean = (kit: Kit): void => {
  command(
    kit,
    'clean',
    'List the worktrees and branches that Tutti has made, and take away those that may go.',
    [
      'tutti clean',
      'tutti clean 1/spec_1_1_2 1/spec_1_1_3',
      'tutti clean --all --dry-run',
      'tutti clean 1/spec_1_1_4 --save',
    ],
  )
    .argument('[names...]', 'what is to go, as the list names it; without one, the list')
    .option('--all', 'all that may go, but for kept work')
    .option('--save', 'first keep the commits that nothing else has')
    .option('--dry-run', 'only say what would go')
    .action(
      kit.runner.run<[string[]], CleanOptions>((context, [names], options) => clean(context, names, options)),
    );
};

const clean = async (
  context: CommandContext,
  named: readonly string[],
  { all, save = false, dryRun }: CleanOptions,
): Promise<ExitCode> => {
  const host = await context.host();
  if (named.length === 0 && !all) return list(context, host);
  const found = demand(await host.call('work.cleanable', {}));
  const may = found.filter(({ removable, savable }) => removable || (save && savable));
  const names = all ? may.filter(({ kept }) => kept === null).map(({ name }) => name) : named;
  if (dryRun || names.length === 0) {
    const would = may.filter(({ name }) => names.includes(name));
    context.print(would, () => cleanableTable(would, context.paints));
    return exitCodes.done;
  }
  const cleaned = demand(await host.call('work.clean', { names: [...names], save }));
  context.print(cleaned, () => cleanedTable(cleaned, context.paints));
  return cleaned.every(({ gone }) => gone) ? exitCodes.done : exitCodes.failed;
};

const list = async (context: CommandContext, host: FrameClient): Promise<ExitCode> => {
  const found = demand(await host.call('work.cleanable', {}));
  context.print(found, () => cleanableTable(found, context.paints));
  return exitCodes.done;
};
