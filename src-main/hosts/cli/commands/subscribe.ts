import { isFrom, isOfKinds, kindsNamed, kindWords } from '@contract/named-events.ts';
import { fail } from '@contract/result.ts';
import type { Subscription } from '@contract/subscriptions.ts';
import { columns } from '../columns.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { followEvents } from '../follow-events.ts';
import { command, type Kit } from './command-kit.ts';

interface SubscribeOptions {
  readonly from?: string[];
  readonly list?: boolean;
  readonly end?: string;
}

export const addSubscribe = (kit: Kit): void => {
  command(
    kit,
    'subscribe',
    'Print events of some kinds or senders as they happen; in a pane: have its instance told of them in its inbox.',
    [
      'tutti subscribe task batch',
      'tutti subscribe message.failed instance.changed --from mgr_1_1 spec_1_1_2',
      'tutti subscribe task --json | jq -r .data.task',
      'tutti subscribe --list',
      'tutti subscribe --end sub_12',
    ],
  )
    .argument('[kinds...]', 'kinds of events, or their first words, e.g. task.failed or task; none: all')
    .option('--from <who...>', 'only what these did, or what is about them: ids, person, tutti')
    .option('--list', 'list what instances are told of; in a pane: its own')
    .option('--end <subscription>', 'have an instance told no more, e.g. sub_12')
    .action(
      kit.runner.run<[string[]], SubscribeOptions>(async (context, [kinds], options) => {
        if (options.list || options.end !== undefined) return keep(context, options);
        return tokenOf(context.io) === undefined
          ? follow(context, kinds, options)
          : ask(context, kinds, options);
      }),
    );
};

const follow = async (
  context: CommandContext,
  kinds: readonly string[],
  { from = [] }: SubscribeOptions,
): Promise<ExitCode> => {
  const unknown = kinds.find((word) => kindsNamed(word).length === 0);
  if (unknown !== undefined)
    return failWith({
      code: 'bad_input',
      message: `No event is of the kind "${unknown}".`,
      remedy: `Use one of: ${kindWords().join(', ')}.`,
      field: 'kinds',
    });
  const ofKinds = kinds.length === 0 ? kindWords() : kinds;
  const host = await context.host();
  return followEvents(context, host, { wanted: (event) => isOfKinds(ofKinds, event) && isFrom(from, event) });
};

/** An instance may not follow the log, and could not read on while it works: it is told in its inbox. */
const ask = async (
  context: CommandContext,
  kinds: string[],
  { from = [] }: SubscribeOptions,
): Promise<ExitCode> => {
  if (kinds.length === 0) {
    const remedy = `Name some: ${kindWords().join(', ')}.`;
    return failWith(fail('bad_input', 'Of what is it to be told?', remedy, { field: 'kinds' }).error);
  }
  const host = await context.host();
  const made = demand(await host.call('subscriptions.add', { kinds, from }));
  context.print(made, () => subscriptionsText([made]));
  return exitCodes.done;
};

const keep = async (context: CommandContext, { end }: SubscribeOptions): Promise<ExitCode> => {
  const host = await context.host();
  if (end !== undefined) {
    const ended = demand(await host.call('subscriptions.end', { subscription: end }));
    context.print(ended, () => `Ended ${ended.id}.\n`);
    return exitCodes.done;
  }
  const all = demand(await host.call('subscriptions.list', {}));
  context.print(all, () => subscriptionsText(all));
  return exitCodes.done;
};

const subscriptionsText = (all: readonly Subscription[]): string =>
  all.length === 0
    ? 'Nobody is told of anything.\n'
    : columns(
        all.map(({ id, instance, kinds, from }) => [
          id,
          instance,
          kinds.join(', '),
          from.length === 0 ? '' : `from ${from.join(', ')}`,
        ]),
      );
