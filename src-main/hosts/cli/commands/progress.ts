import { fail } from '@contract/result.ts';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { type CommandContext, demand, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { printFailure } from '../print-failure.ts';
import { redraw } from '../redraw.ts';
import { instanceLines } from '../show-instances.ts';
import { ownProgress, runProgress } from '../show-progress.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface ProgressOptions {
  readonly percent?: number;
  readonly done?: boolean;
  readonly watch?: boolean;
}

const { error: wordless } = fail(
  'bad_input',
  'A report says in words where it stands.',
  'tutti progress "Half of it" --percent 50',
  { field: 'summary' },
);

const clearScreen = '\x1b[H\x1b[2J';

/** In a pane: of that instance and those below it. Else of the run. */
const show = async (context: CommandContext, host: FrameClient): Promise<void> => {
  if (tokenOf(context.io)) {
    const own = demand(await host.call('progress.get', {}));
    context.print(own, () => ownProgress(own, context.paints));
    return;
  }
  const all = demand(await host.call('progress.all', {}));
  context.print(all, () => runProgress(all, context.paints));
};

const report = async (
  context: CommandContext,
  summary: string,
  { percent, done = false }: ProgressOptions,
): Promise<ExitCode> => {
  const host = await context.host();
  const said = { summary, done, ...(percent === undefined ? {} : { percent }) };
  const instance = demand(await host.call('instances.reportProgress', said));
  context.print(instance, () => instanceLines(instance, context.paints));
  return exitCodes.done;
};

export const addProgress = (kit: Kit): void => {
  command(kit, 'progress', "Show the run's progress; with a summary: report that of this pane's instance.", [
    'tutti progress --watch',
    'tutti progress --json | jq .summary',
    'tutti progress "The parser is done" --percent 60',
    'tutti progress "Done: 14 tests pass" --done',
  ])
    .argument('[summary]', 'where the instance in whose pane this is run stands, in a sentence')
    .option('--percent <number>', 'how much of its task is done', wholeNumber(0, 100))
    .option('--done', 'its task is finished')
    .option('--watch', 'draw it again as it goes on')
    .action(
      kit.runner.run<[string | undefined], ProgressOptions>(async (context, [summary], options) => {
        if (summary !== undefined) return report(context, summary, options);
        if (options.percent !== undefined || options.done) {
          printFailure(context.io, wordless, context.json);
          return exitCodes.usage;
        }
        const host = await context.host();
        if (!options.watch) {
          await show(context, host);
          return exitCodes.done;
        }
        return redraw(context, host, async () => {
          if (context.io.colour && !context.json) context.io.out(clearScreen);
          await show(context, host);
        });
      }),
    );
};
