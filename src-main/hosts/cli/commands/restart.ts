import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceLines } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

export const addRestart = (kit: Kit): void => {
  command(kit, 'restart', 'Start an instance’s program again, or every crashed one.', [
    'tutti restart spec_1_1',
    'tutti restart --crashed',
    'tutti restart --crashed exec_1 mgr_1_1',
  ])
    .argument('[ids...]', 'the instance; with --crashed, those of the crashed that are wanted')
    .option('--crashed', 'all that have crashed, a few at a time, parents first')
    .action(
      kit.runner.run<[string[]], { crashed?: boolean }>(async (context, [given], { crashed }) => {
        const [id] = given;
        if (!crashed && (id === undefined || given.length > 1)) {
          context.io.err('tutti: Give either the id of one instance or --crashed.\n');
          return exitCodes.usage;
        }
        const host = await context.host();
        if (crashed || id === undefined) {
          const wanted = given.length === 0 ? {} : { ids: given };
          const ids = demand(await host.call('instances.restartCrashed', wanted));
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
