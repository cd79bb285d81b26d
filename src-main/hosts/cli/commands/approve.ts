import type { Wish } from '@contract/approvals.ts';
import { columns } from '../columns.ts';
import { demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { ago } from '../show-instances.ts';
import { command, type Kit } from './command-kit.ts';

interface ApproveOptions {
  readonly all?: boolean;
  readonly deny?: boolean;
  readonly reason?: string;
  readonly revoke?: boolean;
}

/** A wish in two lines: who wants what, and what it is to do. */
export const wishText = (wish: Wish, paints: Paints): string => {
  const { by, role, profile, model, branch, task } = wish;
  const head = `${paints.bold(wish.wish)}  ${by} asks for a ${role}  ${paints.dim(ago(wish.askedAt))}`;
  const about = [profile, model, branch].filter((part) => part !== null).join('  ');
  const choices = columns([
    ['    yes', `tutti approve ${wish.wish}`],
    ['    yes to all', `tutti approve ${wish.wish} --all`],
    ['    no', `tutti approve ${wish.wish} --deny --reason "..."`],
  ]);
  return `${head}\n  ${oneLine(task) || 'no task yet'}\n  ${paints.dim(about)}\n${choices}`;
};

const wishesText = (wishes: readonly Wish[], paints: Paints): string =>
  wishes.length === 0 ? 'No wish waits.\n' : wishes.map((wish) => wishText(wish, paints)).join('\n');

export const addApprove = (kit: Kit): void => {
  command(kit, 'approve', 'Say yes or no to what an instance wants to spawn; without a wish, list them.', [
    'tutti approve',
    'tutti approve wish_12',
    'tutti approve wish_12 --all',
    'tutti approve wish_12 --deny --reason "Do it yourself"',
    'tutti approve --revoke',
  ])
    .argument('[wish]', 'which, e.g. wish_12 (see tutti attention)')
    .option('--all', 'yes to every other wish of this run, too')
    .option('--deny', 'no')
    .option('--reason <text>', 'with --deny: why, for the instance')
    .option('--revoke', 'take back the yes to all of this run')
    .action(
      kit.runner.run<[string | undefined], ApproveOptions>(async (context, [wish], options) => {
        const { all = false, deny = false, reason = '', revoke = false } = options;
        if (deny && all)
          return failWith({
            code: 'bad_input',
            message: '--all is a yes, and --deny is a no.',
            remedy: 'Leave one of them out.',
            field: 'all',
          });
        const host = await context.host();
        const left = demand(
          revoke
            ? await host.call('approvals.revoke', {})
            : wish === undefined
              ? await host.call('approvals.list', {})
              : await host.call('approvals.decide', { wish, yes: !deny, all, reason }),
        );
        context.print(left, () => wishesText(left, context.paints));
        return exitCodes.done;
      }),
    );
};
