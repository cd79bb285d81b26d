import { type Role, roles } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceLines } from '../show-instances.ts';
import { waitFor } from '../wait-for.ts';
import { command, type Kit } from './command-kit.ts';

interface SpawnOptions {
  profile: string;
  role: Role;
  parent?: string;
  task?: string;
  model?: string;
  permissions?: string;
  acceptDanger?: boolean;
  shared?: boolean;
  confirm: boolean;
  wait?: boolean;
}

export const addSpawn = (kit: Kit): void => {
  command(kit, 'spawn', 'Start an instance.', [
    'tutti spawn --profile shell --role executive --no-confirm',
    'tutti spawn --profile rehearsal --role specialist --parent mgr_1_1 --task "Write the parser" --wait',
    'tutti spawn --profile claude --role executive --permissions acceptEdits --model opus',
  ])
    .requiredOption(
      '--profile <name>',
      'how it is launched; a name that there is not is answered with those there are',
    )
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option('--parent <id>', 'the instance it reports to')
    .option('--task <text>', 'what it is to do')
    .option('--model <name>', 'the model it is given; tutti agents names some')
    .option('--permissions <mode>', 'what it may do without asking; tutti agents names the modes')
    .option('--accept-danger', 'your explicit yes to a mode that asks for nothing any more')
    .option('--shared', 'in the worktree and on the branch of the manager it reports to')
    .option('--no-confirm', 'take it as ready without its confirmation')
    .option('--wait', 'wait until it is ready, or has failed')
    .action(
      kit.runner.run<[], SpawnOptions>(async (context, _args, options) => {
        const host = await context.host();
        const { profile, role, parent, task, model, permissions, acceptDanger } = options;
        const asked = {
          profile,
          role,
          ...(parent === undefined ? {} : { parent }),
          ...(task === undefined ? {} : { task }),
          ...(model === undefined ? {} : { model }),
          ...(permissions === undefined ? {} : { permissions }),
          ...(acceptDanger === undefined ? {} : { dangerous: acceptDanger }),
          ...(options.shared ? { place: 'shared' as const } : {}),
          ...(options.confirm ? {} : { confirm: false }),
        };
        const spawned = demand(await host.call('instances.spawn', asked));
        const shown = options.wait ? await settled(host, spawned) : spawned;
        context.print(shown, () => instanceLines(shown, context.paints));
        return hasEnded(shown.state) || shown.state === 'stalled' ? exitCodes.failed : exitCodes.done;
      }),
    );
};

const settled = (host: FrameClient, spawned: Instance): Promise<Instance> =>
  waitFor(host, async () => {
    const all = demand(await host.call('instances.list', {}));
    const found = all.find((one) => one.id === spawned.id);
    if (!found) return failWith(fail('not_found', `${spawned.id} is gone.`, 'See tutti events.').error);
    return found.state === 'starting' || found.state === 'confirming' ? null : found;
  });
