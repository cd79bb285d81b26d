import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { View } from '@contract/view.ts';
import type { Writes } from './write-rows.ts';

/** Events between two copies of the view: so many are folded in a few milliseconds. */
const viewEvery = 500;

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
    if (this.#since < viewEvery) return;
    this.#since = 0;
    this.#views.push({ at: event.at, view: this.#view });
  }
}
