import type { TuttiEvent } from '@contract/events.ts';
import { TimelineMaker } from '@contract/make-timeline.ts';
import { ok, type Result } from '@contract/result.ts';
import type { Timeline } from '@contract/timelines.ts';
import type { TuttiClient } from '../connection/client.ts';

/** Where a run's timeline is read: in the log of the project, or in a recording of it. */
export type TimelineSource = 'runs.timeline' | 'recordings.timeline';

/**
 * Reads a run's timeline, and reads on from where it was. What it is made of comes in pages: of a run with 100,000 events neither the host nor
 * this page is held up by more than one of them.
 */
export class TimelineReading {
  readonly #client: TuttiClient;
  readonly #source: TimelineSource;
  readonly #run: number;
  readonly #maker = new TimelineMaker();
  #last = 0;
  #end = 0;

  constructor(client: TuttiClient, source: TimelineSource, run: number) {
    this.#client = client;
    this.#source = source;
    this.#run = run;
  }

  get timeline(): Timeline {
    return this.#maker.timeline;
  }

  /** When the last of what was read happened, in milliseconds since 1970; 0: there was nothing. */
  get end(): number {
    return this.#end;
  }

  /** Of this run. */
  add(event: TuttiEvent): void {
    // Read and heard at the same time.
    if (event.seq <= this.#last) return;
    this.#maker.add(event);
    [this.#last, this.#end] = [event.seq, event.at];
  }

  /** What there is now. An error leaves what was read so far. */
  async readOn(): Promise<Result<null>> {
    for (;;) {
      const asked = { run: this.#run, after: this.#last };
      const answer = await this.#client.call(this.#source, asked);
      if (!answer.ok) return answer;
      const { facts, seq, at, more } = answer.value;
      if (seq > this.#last) {
        for (const fact of facts) this.#maker.take(fact);
        [this.#last, this.#end] = [seq, at];
      }
      if (!more) return ok(null);
    }
  }
}
