import { type EventData, instanceOf, type TuttiEvent } from './events.ts';
import type { InstanceId } from './ids.ts';
import { markerOf } from './timeline-markers.ts';
import type { Arrow, Lane, Marker, Timeline } from './timelines.ts';

/**
 * Makes the timeline of one run out of its events, which are added in their order. It grows in place: of a run with 100,000 events a fold that
 * copies would copy them for each.
 */
export class TimelineMaker {
  readonly #lanes = new Map<InstanceId, Lane>();
  readonly #arrows: Arrow[] = [];
  readonly #open = new Map<string, Arrow>();
  readonly #markers: Marker[] = [];

  add(event: TuttiEvent): void {
    switch (event.kind) {
      case 'instance.spawned':
        this.#born(event.data, event.at);
        break;
      case 'instance.changed':
        this.#changed(event.data, event.at);
        break;
      case 'message.stored': {
        const { message, from, to } = event.data;
        const arrow: Arrow = { message, from, to, at: event.at, acceptedAt: null, seq: event.seq };
        this.#arrows.push(arrow);
        this.#open.set(message, arrow);
        break;
      }
      case 'message.accepted':
        this.#accepted(event.data.message, event.at);
        break;
    }
    const kind = markerOf(event);
    if (kind === null) return;
    const lane = instanceOf(event);
    const known = lane !== null && this.#lanes.has(lane) ? lane : null;
    this.#markers.push({ seq: event.seq, at: event.at, kind, lane: known });
  }

  /** As of the last event; what is added later is in it, too. */
  get timeline(): Timeline {
    return { lanes: [...this.#lanes.values()], arrows: this.#arrows, markers: this.#markers };
  }

  #born({ id, role, parent }: EventData<'instance.spawned'>, at: number): void {
    this.#lanes.set(id, { id, role, parent, from: at, to: null, bands: [{ state: 'starting', from: at }] });
  }

  #changed({ id, to }: EventData<'instance.changed'>, at: number): void {
    const lane = this.#lanes.get(id);
    if (lane === undefined) return;
    if (lane.bands.at(-1)?.state !== to) lane.bands.push({ state: to, from: at });
    lane.to = to === 'terminated' ? at : null;
  }

  #accepted(message: string, at: number): void {
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
