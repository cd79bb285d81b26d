import type { VerbOutput } from '@contract/verbs.ts';
import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { harmless, oneLine, type Paints } from '../paint.ts';
import { command, type Kit } from './command-kit.ts';

type Shown = VerbOutput<'instances.setUp'>;

const headOf = ({ setUp }: Shown, paints: Paints): string => {
  if (setUp === null) return paints.dim('Nothing was set up: nothing was asked for.');
  const { state, copied, linked, command: line } = setUp;
  const run = line === '' ? [] : [oneLine(line)];
  const placed = [
    ...(copied === 0 ? [] : [`${copied} copied`]),
    ...(linked === 0 ? [] : [`${linked} linked`]),
  ];
  const told = [...placed, ...run].join(', ');
  const paint = { 'under-way': paints.active, done: paints.good, failed: paints.bad }[state];
  return `${paint(state.replace('-', ' '))}${told === '' ? '' : `  ${told}`}`;
};

const setUpText = (shown: Shown, paints: Paints): string => {
  const { setUp, report, live } = shown;
  const notes = (setUp?.notes ?? []).map((note) => `  ${oneLine(note)}`);
  const why = setUp === null || setUp.reason === '' ? [] : [paints.bad(oneLine(setUp.reason))];
  const output = report?.check?.output ?? live?.output ?? '';
  const lines = output === '' ? [] : output.replace(/\n$/, '').split('\n').map(harmless);
  return `${[headOf(shown, paints), ...why, ...notes, ...lines].join('\n')}\n`;
};

export const addSetup = (kit: Kit): void => {
  command(kit, 'setup', 'Tell how an instance’s worktree was set up, with what the command printed.', [
    'tutti setup spec_1_1_2',
    'tutti setup spec_1_1_2 --json',
  ])
    .argument('<id>', 'the instance')
    .action(
      kit.runner.run<[string], object>(async (context, [id]) => {
        const host = await context.host();
        const shown = demand(await host.call('instances.setUp', { id }));
        context.print(shown, () => setUpText(shown, context.paints));
        return shown.setUp?.state === 'failed' ? exitCodes.failed : exitCodes.done;
      }),
    );
};
