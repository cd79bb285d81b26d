import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import type { View } from '@contract/view.ts';

/** Events between two views that are kept: as many are folded in a few milliseconds. */
const firstPace = 250;
/** Views that are kept at most; then every other one goes. They share what is the same in them: of 100,000 events they take some 50 MB. */
const mostKept = 1000;

/**
 * Views that were folded on the way, by whoever read all events in their order. A view in the file is whole: of one with 10,000 messages it
 * takes 100 ms and more to unpack it and to look at every field. From one of these it is a few events.
 */
export class FoldedViews {
  #kept: View[] = [];
  #tip: View | null = null;
  #pace = firstPace;
  #since = 0;

  /** Number of the last event that was folded; 0: none was. */
  get last(): number {
    return this.#tip?.seq ?? 0;
  }

  get isBegun(): boolean {
    return this.#tip !== null;
  }

  begin(first: View): void {
    this.#tip = first;
    this.#kept = [first];
  }

  /** What does not follow on the last one is left: where an event is missing, only a view of the file knows what comes of it. */
  take(event: TuttiEvent): void {
    if (this.#tip === null || event.seq !== this.#tip.seq + 1) return;
    this.#tip = reduce(this.#tip, event);
    this.#since += 1;
    if (this.#since < this.#pace) return;
    this.#since = 0;
    this.#kept.push(this.#tip);
    if (this.#kept.length < mostKept) return;
    this.#kept = this.#kept.filter((_, place) => place % 2 === 0);
    this.#pace *= 2;
  }

  /** The last one that is not after an event; null: none is. */
  upTo(seq: number): View | null {
    if (this.#tip !== null && this.#tip.seq <= seq) return this.#tip;
    return this.#kept.findLast((view) => view.seq <= seq) ?? null;
  }
}
