import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceLines } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

interface TerminateOptions {
  keepChildren?: boolean;
  reason?: string;
}

export const addTerminate = (kit: Kit): void => {
  command(kit, 'terminate', 'End an instance, its children first. Its worktree and branch stay.', [
    'tutti terminate spec_1_1',
    'tutti terminate mgr_1_1 --keep-children --reason "the plan has changed"',
  ])
    .argument('<id>', 'the instance')
    .option('--keep-children', 'end it alone')
    .option('--reason <text>', 'why, for the event log')
    .action(
      kit.runner.run<[string], TerminateOptions>(async (context, [id], { keepChildren, reason }) => {
        const host = await context.host();
        const asked = { id, children: !keepChildren, ...(reason === undefined ? {} : { reason }) };
        const ended = demand(await host.call('instances.terminate', asked));
        context.print(ended, () => ended.map((one) => instanceLines(one, context.paints)).join(''));
        return exitCodes.done;
      }),
    );
};
