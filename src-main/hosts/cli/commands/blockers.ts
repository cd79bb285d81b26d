import { type BlockerKind, blockerKinds } from '@contract/blockers.ts';
import { Option } from 'commander';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { instanceLines } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

interface BlockerOptions {
  readonly kind?: BlockerKind;
  readonly needs?: string;
  readonly from?: string;
}

export const addBlocker = (kit: Kit): void => {
  command(kit, 'blocker', 'Report what stops the instance in whose pane this is run.', [
    'tutti blocker "Which of the two formats is meant?" --kind decision',
    'tutti blocker "No database here" --kind access --needs "a server, or a yes to mocking it" --from ops',
  ])
    .argument('<text>', 'what stops it')
    .addOption(new Option('--kind <kind>', 'what is missing').choices(blockerKinds))
    .option('--needs <text>', 'what would let it go on')
    .option('--from <whom>', 'from whom or what that has to come')
    .action(
      kit.runner.run<[string], BlockerOptions>(async (context, [blocker], { kind, needs, from }) => {
        const host = await context.host();
        const said = {
          blocker,
          ...(kind === undefined ? {} : { kind }),
          ...(needs === undefined ? {} : { needs }),
          ...(from === undefined ? {} : { from }),
        };
        const instance = demand(await host.call('instances.reportBlocker', said));
        context.print(instance, () => instanceLines(instance, context.paints));
        return exitCodes.done;
      }),
    );
};

export const addEscalate = (kit: Kit): void => {
  command(kit, 'escalate', "Pass an instance's blocker on from its parent to the person.", [
    'tutti escalate spec_1_1 --reason "only the customer knows the format"',
  ])
    .argument('<id>', 'who is blocked, e.g. spec_1_1')
    .option('--reason <text>', 'why the parent can’t settle it')
    .action(
      kit.runner.run<[string], { readonly reason?: string }>(async (context, [id], { reason }) => {
        const host = await context.host();
        const said = { id, ...(reason === undefined ? {} : { reason }) };
        const instance = demand(await host.call('blockers.escalate', said));
        context.print(instance, () => instanceLines(instance, context.paints));
        return exitCodes.done;
      }),
    );
};
