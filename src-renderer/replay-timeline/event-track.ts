import type { TuttiEvent } from '@contract/events.ts';
import type { Follower, TuttiClient } from '../connection/client.ts';
import type { ReplayClock } from './replay-clock.ts';

/** Events are read ahead so many at a time. */
const aheadEvents = 1000;

/** Where there was nothing more it is looked again when the playhead has moved on by so many recorded milliseconds. */
const lookAgainMs = 250;

/**
 * The events of a recording after one, told as the playhead passes them. A jump of the playhead is none of its: whoever follows then begins
 * anew with another view.
 */
export class EventTrack {
  readonly #client: TuttiClient;
  readonly #clock: ReplayClock;
  readonly #run: number;
  readonly #follower: Follower<TuttiEvent[]>;
  readonly #stopHearing: () => void;
  #waiting: TuttiEvent[] = [];
  #last: number;
  #asking = false;
  #gone = false;
  #emptyAt = Number.NEGATIVE_INFINITY;

  constructor(
    client: TuttiClient,
    clock: ReplayClock,
    { run, after }: { readonly run: number; readonly after: number },
    follower: Follower<TuttiEvent[]>,
  ) {
    this.#client = client;
    this.#clock = clock;
    this.#run = run;
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
    const count = this.#waiting.findIndex(({ at }) => at > head);
    const passed = this.#waiting.splice(0, count < 0 ? this.#waiting.length : count);
    if (passed.length > 0) this.#follower.onItem(passed);
    if (this.#waiting.length === 0 && head >= this.#emptyAt + lookAgainMs) void this.#readAhead();
  }

  async #readAhead(): Promise<void> {
    this.#asking = true;
    const wanted = { run: this.#run, after: this.#last, limit: aheadEvents };
    const answer = await this.#client.call('recordings.events', wanted);
    this.#asking = false;
    if (this.#gone) return;
    if (!answer.ok) {
      this.stop();
      this.#follower.onEnd(answer.error);
      return;
    }
    this.#waiting.push(...answer.value);
    this.#last = answer.value.at(-1)?.seq ?? this.#last;
    if (answer.value.length === 0) this.#emptyAt = this.#clock.head;
    else this.#play();
  }
}
