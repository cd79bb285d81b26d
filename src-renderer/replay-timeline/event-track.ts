import type { TuttiEvent } from '@contract/events.ts';
import type { Follower } from '../connection/client.ts';
import type { EventPages } from './event-pages.ts';
import { passed } from './past-views.ts';
import type { ReplayClock } from './replay-clock.ts';

/** Where there was nothing more it is looked again when the playhead has moved on by so many recorded milliseconds. */
const lookAgainMs = 250;

/**
 * The events of a recording after one, told as the playhead passes them. A jump of the playhead is none of its: whoever follows then begins
 * anew with another view.
 */
export class EventTrack {
  readonly #pages: EventPages;
  readonly #clock: ReplayClock;
  readonly #follower: Follower<TuttiEvent[]>;
  readonly #stopHearing: () => void;
  #waiting: readonly TuttiEvent[] = [];
  #last: number;
  #asking = false;
  #gone = false;
  #emptyAt = Number.NEGATIVE_INFINITY;

  constructor(pages: EventPages, clock: ReplayClock, after: number, follower: Follower<TuttiEvent[]>) {
    this.#pages = pages;
    this.#clock = clock;
    this.#last = after;
    this.#follower = follower;
    this.#stopHearing = clock.onHead((_head, jumped) => {
      if (!jumped) this.#play();
    });
    this.#play();
  }

  stop(): void {
    this.#gone = true;
    this.#stopHearing();
  }

  #play(): void {
    if (this.#asking || this.#gone) return;
    const { head } = this.#clock;
    const told = passed(this.#waiting, head);
    this.#waiting = this.#waiting.slice(told.length);
    if (told.length > 0) this.#follower.onItem([...told]);
    if (this.#waiting.length === 0 && head >= this.#emptyAt + lookAgainMs) void this.#readAhead();
  }

  async #readAhead(): Promise<void> {
    this.#asking = true;
    const answer = await this.#pages.after(this.#last);
    this.#asking = false;
    if (this.#gone) return;
    if (!answer.ok) {
      this.stop();
      this.#follower.onEnd(answer.error);
      return;
    }
    const { events, next } = answer.value;
    this.#waiting = events;
    this.#last = next ?? events.at(-1)?.seq ?? this.#last;
    if (events.length === 0 && next === null) this.#emptyAt = this.#clock.head;
    else this.#play();
  }
}
