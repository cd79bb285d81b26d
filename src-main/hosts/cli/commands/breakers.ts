import type { Breaker } from '@contract/breakers.ts';
import { demand, failWith } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { command, type Kit } from './command-kit.ts';

/** `rests until 14:32:10`, in local time. */
export const restWords = ({ state, until }: Breaker): string =>
  state === 'open'
    ? `failed too often and rests until ${new Date(until).toLocaleTimeString('sv')}`
    : 'failed too often and is being tried, one start at a time';

export const breakerText = (breaker: Breaker, paints: Paints): string =>
  `${paints.bold(breaker.name)}  ${restWords(breaker)}\n  ${oneLine(breaker.reason)}\n  ${paints.dim(`at once: tutti breakers close ${breaker.name}`)}\n`;

const breakersText = (breakers: readonly Breaker[], paints: Paints): string =>
  breakers.length === 0
    ? 'Everything is started as usual.\n'
    : breakers.map((one) => breakerText(one, paints)).join('\n');

export const addBreakers = (kit: Kit): void => {
  command(
    kit,
    'breakers',
    'List the profiles and instances that failed too often and are not started for a while, or let one start at once (breakers close NAME).',
    ['tutti breakers', 'tutti breakers close claude', 'tutti breakers close spec_1_1_2'],
  )
    .argument('[action]', 'close: what failed has been mended')
    .argument('[name]', 'the profile or instance')
    .action(
      kit.runner.run<[string | undefined, string | undefined], object>(async (context, [action, name]) => {
        if (action !== undefined && (action !== 'close' || name === undefined))
          return failWith({
            code: 'bad_input',
            message: `breakers ${action} is not known, or has no name.`,
            remedy: 'Say: tutti breakers close NAME',
            field: 'action',
          });
        const host = await context.host();
        const all = demand(await host.call('breakers.list', {}));
        if (name === undefined) {
          context.print(all, () => breakersText(all, context.paints));
          return exitCodes.done;
        }
        const scope = all.find((one) => one.name === name)?.scope ?? 'profile';
        const left = demand(await host.call('breakers.close', { scope, name }));
        context.print(left, () => breakersText(left, context.paints));
        return exitCodes.done;
      }),
    );
};
