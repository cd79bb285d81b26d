import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless } from '../paint.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

export const addRead = (kit: Kit): void => {
  command(kit, 'read', 'Print what stands on an instance’s screen.', [
    'tutti read spec_1_1',
    'tutti read spec_1_1 --lines 200 --json',
  ])
    .argument('<id>', 'the instance')
    .option('--lines <n>', 'the last n lines, scrollback included', wholeNumber(1, 200_000))
    .action(
      kit.runner.run<[string], { lines?: number }>(async (context, [id], { lines }) => {
        const host = await context.host();
        const screen = demand(
          await host.call('instances.read', lines === undefined ? { id } : { id, lines }),
        );
        context.print(screen, () => screen.lines.map((line) => `${harmless(line)}\n`).join(''));
        return exitCodes.done;
      }),
    );
};
