import { type EventKind, eventKinds, instanceOf, type TuttiEvent } from '@contract/events.ts';
import { fail } from '@contract/result.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { columns } from '../columns.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { eventRow, followEvents } from '../follow-events.ts';
import { command, type Kit, wholeNumber } from './command-kit.ts';

interface EventsOptions {
  follow?: boolean;
  after?: number;
  instance?: string;
  kind?: EventKind[];
}

/** How many of the last events are printed when nothing says where to begin: a screenful or two. */
const lastFew = 50;

export const addEvents = (kit: Kit): void => {
  command(kit, 'events', 'Print events: the last ones, or all after a number.', [
    'tutti events --follow',
    'tutti events --after 120 --kind instance.changed message.failed --json',
    'tutti events --instance spec_1_1',
  ])
    .option('--follow', 'go on with each new one, one a line')
    .option('--after <n>', 'those after this sequence number', wholeNumber(0))
    .option('--instance <id>', 'those about one instance')
    .addOption(new Option('--kind <kind...>', 'those of these kinds').choices(eventKinds))
    .action(
      kit.runner.run<[], EventsOptions>(async (context, _args, options) => {
        const host = await context.host();
        return options.follow ? follow(context, host, options) : list(context, host, options);
      }),
    );
};

const list = async (
  context: CommandContext,
  host: FrameClient,
  options: EventsOptions,
): Promise<ExitCode> => {
  const from =
    options.after === undefined ? { newest: true, limit: lastFew } : { after: options.after, limit: 5000 };
  const found = demand(
    await host.call('events.list', {
      ...from,
      ...(options.instance === undefined ? {} : { instance: options.instance }),
      ...(options.kind === undefined ? {} : { kinds: options.kind }),
    }),
  );
  const events = options.after === undefined ? [...found].reverse() : found;
  context.print(events, () => columns(events.map((event) => eventRow(event, context.paints))));
  return exitCodes.done;
};

const follow = async (
  context: CommandContext,
  host: FrameClient,
  { after, instance, kind }: EventsOptions,
): Promise<ExitCode> => {
  if (tokenOf(context.io)) {
    failWith(fail('refused', 'An instance can’t follow events.', 'Ask for them without --follow.').error);
  }
  const wanted = (event: TuttiEvent): boolean =>
    (instance === undefined || instanceOf(event) === instance) &&
    (kind === undefined || kind.includes(event.kind));
  return followEvents(context, host, { after, wanted });
};
