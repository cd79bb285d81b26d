import { z } from 'zod';
import { instanceOf, type TuttiEvent } from './events.ts';
import { instanceIdSchema } from './ids.ts';
import { instanceStateSchema } from './states.ts';
import { markerOf } from './timeline-markers.ts';
import { arrowSchema, laneSchema, markerSchema } from './timelines.ts';

/**
 * What an event adds to a timeline, and no more of it: a message's text stays where it is. Of a run with 100,000 events these are a tenth of
 * the bytes.
 */
export const timelineFactSchema = z.discriminatedUnion('kind', [
  laneSchema.pick({ id: true, role: true, parent: true }).extend({ kind: z.literal('born'), at: z.number() }),
  z.object({ kind: z.literal('state'), id: instanceIdSchema, to: instanceStateSchema, at: z.number() }),
  arrowSchema.omit({ acceptedAt: true }).extend({ kind: z.literal('sent') }),
  z.object({ kind: z.literal('accepted'), message: arrowSchema.shape.message, at: z.number() }),
  z.object({ kind: z.literal('marker'), marker: markerSchema }),
]);
export type TimelineFact = z.infer<typeof timelineFactSchema>;

/** Facts of some events in a row, and from where on there are others. */
export const timelinePageSchema = z.object({
  facts: z.array(timelineFactSchema),
  /** The last event that was looked at; what was asked after where there was none. */
  seq: z.number().int().nonnegative(),
  /** When it was, in milliseconds since 1970; 0: there was none. */
  at: z.number(),
  /** False: there is no later event yet. */
  more: z.boolean(),
});
export type TimelinePage = z.infer<typeof timelinePageSchema>;

/** A page of at most so many events of `run` after one, in order. What others of a recording happened beside the run adds nothing. */
export const timelinePage = (
  { run, after, most }: { readonly run: number; readonly after: number; readonly most: number },
  events: Iterable<TuttiEvent>,
): TimelinePage => {
  const facts: TimelineFact[] = [];
  let page: Pick<TimelinePage, 'seq' | 'at'> = { seq: after, at: 0 };
  let count = 0;
  for (const event of events) {
    if (count === most) return { ...page, facts, more: true };
    if (event.run === run) facts.push(...timelineFactsOf(event));
    page = { seq: event.seq, at: event.at };
    count += 1;
  }
  return { ...page, facts, more: false };
};

const factOf = (event: TuttiEvent): TimelineFact | null => {
  const { at, seq } = event;
  switch (event.kind) {
    case 'instance.spawned': {
      const { id, role, parent } = event.data;
      return { kind: 'born', id, role, parent, at };
    }
    case 'instance.changed':
      return { kind: 'state', id: event.data.id, to: event.data.to, at };
    case 'message.stored': {
      const { message, from, to } = event.data;
      return { kind: 'sent', message, from, to, at, seq };
    }
    case 'message.accepted':
      return { kind: 'accepted', message: event.data.message, at };
    default:
      return null;
  }
};

/** In the order in which they count. A marker's lane may be one that the run does not have. */
export const timelineFactsOf = (event: TuttiEvent): readonly TimelineFact[] => {
  const fact = factOf(event);
  const kind = markerOf(event);
  const facts = fact === null ? [] : [fact];
  if (kind === null) return facts;
  const { seq, at } = event;
  return [...facts, { kind: 'marker', marker: { seq, at, kind, lane: instanceOf(event) } }];
};
