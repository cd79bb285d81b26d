import { countOf } from '@contract/chunks.ts';
import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { View } from '@contract/view.ts';
import type { Writes } from './write-rows.ts';

/** Events between two copies of the view: so many are folded in a few milliseconds. */
const viewEvery = 500;
/**
 * Of a run with many messages a copy is large (8 MB of 10,000), and costs the thread and the file as much each time: then more events stand
 * between two, one for each five messages. Those of 10,000 messages are folded in 50 ms, within what unpacking such a copy takes.
 */
const messagesAnEvent = 5;

/** Copies events into the recording, and the view every so many of them. */
export class ViewTrack {
  #view: View;
  #seq: number;
  #since = 0;
  #events: TuttiEvent[] = [];
  #views: { readonly at: number; readonly view: View }[];

  /** `seq`: the last event that the file holds. `view` may be of a later one: those between are written, and not folded. */
  constructor(seq: number, view: View, at: number) {
    this.#seq = seq;
    this.#view = view;
    this.#views = [{ at, view }];
  }

  get seq(): number {
    return this.#seq;
  }

  add(events: readonly TuttiEvent[]): void {
    for (const event of events) {
      // Asked for twice, when a recording is opened anew.
      if (event.seq <= this.#seq) continue;
      this.#seq = event.seq;
      this.#events.push(event);
      if (event.seq > this.#view.seq) this.#fold(event);
    }
  }

  flush(write: Writes): void {
    for (const event of this.#events) write.event(event);
    for (const { at, view } of this.#views) write.view(at, view);
    this.#events = [];
    this.#views = [];
  }

  #fold(event: TuttiEvent): void {
    this.#view = reduce(this.#view, event);
    this.#since += 1;
    if (this.#since < viewEvery + countOf(this.#view.messages) / messagesAnEvent) return;
    this.#since = 0;
    this.#views.push({ at: event.at, view: this.#view });
  }
}
