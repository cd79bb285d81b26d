import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import { actorWords } from '@contract/named-events.ts';
import type { FrameClient } from '../frame-client/frame-client.ts';
import { columns } from './columns.ts';
import { type CommandContext, demand } from './command-context.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { oneLine, type Paints } from './paint.ts';
import { printFailure } from './print-failure.ts';

/** Prints each event from now on (or `after` a number) that is wanted, one a line, until it is interrupted or the host ends. */
export const followEvents = async (
  context: CommandContext,
  host: FrameClient,
  { after, wanted }: { readonly after?: number | undefined; wanted(event: TuttiEvent): boolean },
): Promise<ExitCode> => {
  const newest = after ?? demand(await host.call('events.list', { newest: true, limit: 1 }))[0]?.seq ?? 0;
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
        item: (events) => events.filter((event) => wanted(event)).forEach(print),
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
  event.actor.kind === 'person' ? `person (${event.actor.door})` : actorWords(event);

export const eventRow = (event: TuttiEvent, paints: Paints): string[] => {
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
