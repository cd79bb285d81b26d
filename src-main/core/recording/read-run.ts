import type { EventKind, TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Run } from '@contract/view.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { RunGatherer } from './analysis/gather-run.ts';
import type { RunFacts } from './analysis/run-facts.ts';

/** Read at a time before others have a turn: some milliseconds, where no text is long. */
const page = 1000;

/** Others have their turn after so many milliseconds. A terminal's echo that comes so much later is not noticed. */
const turnMs = 15;

/** Waits until others have had their turn, if they have had none for long. */
export const pauseEvery = (clock: Clock): (() => Promise<void>) => {
  let last = clock.now();
  return async () => {
    if (clock.now() - last < turnMs) return;
    await new Promise<void>((resolve) => {
      clock.after(0, resolve);
    });
    last = clock.now();
  };
};

/** Reads runs out of the log, in pages between which the host does what else there is to do. */
export class RunReader {
  readonly #store: Pick<Store, 'events' | 'runs'>;
  readonly #clock: Clock;

  constructor({ store, clock }: { readonly store: Pick<Store, 'events' | 'runs'>; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The run of that number; without one the last. `field`: the one that named it. */
  pick(number: number | undefined, field = 'run'): Result<Run> {
    const runs = this.#store.runs();
    const last = Math.max(0, ...runs.map(({ run }) => run));
    const found = runs.find(({ run }) => run === (number ?? last));
    if (found !== undefined) return ok(found);
    return number === undefined
      ? fail('not_found', 'there has been no run yet', 'Begin one: `tutti run`.')
      : fail('not_found', `there is no run ${number}`, 'Name one that `tutti runs` lists.', { field });
  }

  /** Calls `take` with each of its events, in order; of some kinds only, where they are named. */
  async read(run: number, take: (event: TuttiEvent) => void, kinds?: readonly EventKind[]): Promise<void> {
    const pause = pauseEvery(this.#clock);
    let after = 0;
    for (;;) {
      const events = this.#store.events({ after, run, kinds, limit: page, newest: false });
      for (const event of events) take(event);
      const last = events.at(-1);
      if (last === undefined || events.length < page) return;
      after = last.seq;
      await pause();
    }
  }

  async gather(run: Run, kinds?: readonly EventKind[]): Promise<RunFacts> {
    const gatherer = new RunGatherer(run.run);
    await this.read(run.run, (event) => gatherer.take(event), kinds);
    return gatherer.facts(this.presentOf(run));
  }

  /** Up to when a run is told of that has not ended: now, or its last event where another began after it. */
  presentOf({ run }: Run): number {
    const goesOn = this.#store.runs().every((other) => other.run <= run);
    if (goesOn) return this.#clock.now();
    return this.#store.events({ after: 0, run, limit: 1, newest: true })[0]?.at ?? this.#clock.now();
  }

  get runs(): readonly Run[] {
    return this.#store.runs();
  }
}
