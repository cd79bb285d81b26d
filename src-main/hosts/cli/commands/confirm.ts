import { type Role, roles } from '@contract/ids.ts';
import { Option } from 'commander';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceLines } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

interface ConfirmOptions {
  id?: string;
  role?: Role;
  task?: string;
}

export const addConfirm = (kit: Kit): void => {
  command(kit, 'confirm', 'Confirm role and task by the nonce that an instance was given.', [
    'tutti confirm "$TUTTI_NONCE"',
    'tutti confirm 9f2c4b1a77e0d3c5 --id spec_1_1',
  ])
    .argument('<nonce>', 'from the prompt, or TUTTI_NONCE')
    .option('--id <id>', 'for which instance; in a pane: its own')
    .addOption(new Option('--role <role>', 'the role, as it was understood').choices(roles))
    .option('--task <text>', 'the task, as it was understood')
    .action(
      kit.runner.run<[string], ConfirmOptions>(async (context, [nonce], { id, role, task }) => {
        const host = await context.host();
        const said = { ...(id === undefined ? {} : { id }), ...(role === undefined ? {} : { role }) };
        const asked = { nonce, ...said, ...(task === undefined ? {} : { task }) };
        const instance = demand(await host.call('instances.confirm', asked));
        context.print(instance, () => instanceLines(instance, context.paints));
        return exitCodes.done;
      }),
    );
};
