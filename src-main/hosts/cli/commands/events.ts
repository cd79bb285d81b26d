import { type EventKind, eventKinds, instanceOf, type TuttiEvent } from '@contract/events.ts';
import { fail } from '@contract/result.ts';
import { Option } from 'commander';
import type { FrameClient } from '../../frame-client/frame-client.ts';
import { columns } from '../columns.ts';
import { type CommandContext, demand, failWith, tokenOf } from '../command-context.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import { oneLine, type Paints } from '../paint.ts';
import { printFailure } from '../print-failure.ts';
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
  options: EventsOptions,
): Promise<ExitCode> => {
  if (tokenOf(context.io)) {
    failWith(fail('refused', 'An instance can’t follow events.', 'Ask for them without --follow.').error);
  }
  const newest =
    options.after ?? demand(await host.call('events.list', { newest: true, limit: 1 }))[0]?.seq ?? 0;
  const wanted = (event: TuttiEvent): boolean =>
    (options.instance === undefined || instanceOf(event) === options.instance) &&
    (options.kind === undefined || options.kind.includes(event.kind));
  const print = (event: TuttiEvent): void =>
    context.io.out(context.json ? `${JSON.stringify(event)}\n` : columns([eventRow(event, context.paints)]));
  return new Promise((resolve) => {
    const stopListening = context.io.onInterrupt(() => {
      following.cancel();
      resolve(exitCodes.done);
    });
    const following = host.follow(
      'events.follow',
      { after: newest },
      {
        item: (events) => events.filter(wanted).forEach(print),
        end: (error) => {
          stopListening();
          if (error) printFailure(context.io, error, context.json);
          resolve(error ? exitCodeOf(error) : exitCodes.done);
        },
      },
    );
  });
};

const actorText = (event: TuttiEvent): string =>
  event.actor.kind === 'instance'
    ? event.actor.id
    : event.actor.kind === 'person'
      ? `person (${event.actor.door})`
      : 'tutti';

const eventRow = (event: TuttiEvent, paints: Paints): string[] => {
  const { id: _id, ...rest } = event.data as Record<string, unknown>;
  return [
    paints.dim(String(event.seq).padStart(5)),
    paints.dim(new Date(event.at).toTimeString().slice(0, 8)),
    event.kind.padEnd(20),
    (instanceOf(event) ?? '').padEnd(12),
    actorText(event).padEnd(12),
    factsText(rest),
  ];
};

/** Longest text of one fact: an event is one line here; --json has all of it. */
const longestFact = 60;

const factsText = (facts: Record<string, unknown>): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const text = oneLine(typeof value === 'string' ? value : JSON.stringify(value));
      return `${name}=${text.length > longestFact ? `${text.slice(0, longestFact)}…` : text}`;
    })
    .join(' ');
