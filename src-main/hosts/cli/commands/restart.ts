import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceLines } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

export const addRestart = (kit: Kit): void => {
  command(kit, 'restart', 'Start an instance’s program again, or every crashed one.', [
    'tutti restart spec_1_1',
    'tutti restart --crashed',
  ])
    .argument('[id]', 'the instance')
    .option('--crashed', 'all that have crashed, a few at a time, parents first')
    .action(
      kit.runner.run<[string | undefined], { crashed?: boolean }>(async (context, [id], { crashed }) => {
        if ((id === undefined) === !crashed) {
          context.io.err('tutti: Give either the id of one instance or --crashed.\n');
          return exitCodes.usage;
        }
        const host = await context.host();
        if (id === undefined) {
          const ids = demand(await host.call('instances.restartCrashed', {}));
          context.print(ids, () =>
            ids.length === 0 ? 'Nothing has crashed.\n' : `Restarting ${ids.join(', ')}\n`,
          );
          return exitCodes.done;
        }
        const instance = demand(await host.call('instances.restart', { id }));
        context.print(instance, () => instanceLines(instance, context.paints));
        return exitCodes.done;
      }),
    );
};
