import type { TuttiEvent } from './events.ts';
import type { InstanceId } from './ids.ts';
import { type TimelineFact, timelineFactsOf } from './timeline-facts.ts';
import type { Arrow, Lane, Marker, Timeline } from './timelines.ts';

type FactOf<Kind extends TimelineFact['kind']> = Extract<TimelineFact, { kind: Kind }>;

/**
 * Makes the timeline of one run out of its events, or of what they add to it, in their order. It grows in place: of a run with 100,000 events a
 * fold that copies would copy them for each.
 */
export class TimelineMaker {
  readonly #lanes = new Map<InstanceId, Lane>();
  readonly #arrows: Arrow[] = [];
  readonly #open = new Map<string, Arrow>();
  readonly #markers: Marker[] = [];

  add(event: TuttiEvent): void {
    for (const fact of timelineFactsOf(event)) this.take(fact);
  }

  take(fact: TimelineFact): void {
    switch (fact.kind) {
      case 'born': {
        const { id, role, parent, at } = fact;
        const bands = [{ state: 'starting' as const, from: at }];
        this.#lanes.set(id, { id, role, parent, from: at, to: null, bands });
        return;
      }
      case 'state':
        this.#changed(fact);
        return;
      case 'sent': {
        const { message, from, to, at, seq } = fact;
        const arrow: Arrow = { message, from, to, at, acceptedAt: null, seq };
        this.#arrows.push(arrow);
        this.#open.set(message, arrow);
        return;
      }
      case 'accepted':
        this.#accepted(fact);
        return;
      case 'marker': {
        const { lane, ...marker } = fact.marker;
        this.#markers.push({ ...marker, lane: lane !== null && this.#lanes.has(lane) ? lane : null });
        return;
      }
      default:
        fact satisfies never;
    }
  }

  /** As of the last event; what is added later is in it, too. */
  get timeline(): Timeline {
    return { lanes: [...this.#lanes.values()], arrows: this.#arrows, markers: this.#markers };
  }

  #changed({ id, to, at }: FactOf<'state'>): void {
    const lane = this.#lanes.get(id);
    if (lane === undefined) return;
    if (lane.bands.at(-1)?.state !== to) lane.bands.push({ state: to, from: at });
    lane.to = to === 'terminated' ? at : null;
  }

  #accepted({ message, at }: FactOf<'accepted'>): void {
    const arrow = this.#open.get(message);
    if (arrow === undefined) return;
    arrow.acceptedAt = at;
    this.#open.delete(message);
  }
}

export const makeTimeline = (events: Iterable<TuttiEvent>): Timeline => {
  const maker = new TimelineMaker();
  for (const event of events) maker.add(event);
  return maker.timeline;
};
