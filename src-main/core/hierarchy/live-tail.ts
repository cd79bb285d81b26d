import type { Clock } from '../ports/clock.ts';

/** A reader is answered three times a second at most, however much is printed: more than that nobody reads. */
const pauseMs = 300;

/** A reader who has waited so long is answered all the same, so that one that is gone is not waited with for ever. */
const longestMs = 20_000;

/** What a command prints while it runs: its end, for whoever looks. Nothing of it is written down. */
export class LiveTail {
  readonly #clock: Clock;
  readonly #limit: number;
  #text = '';
  #printed = 0;
  #over = false;
  readonly #readers = new Set<() => void>();

  /** `limit`: so many UTF-16 units of the end are kept. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** The end of it, and how many UTF-16 units were printed in all. */
  get shown(): { readonly output: string; readonly printed: number } {
    return { output: this.#text, printed: this.#printed };
  }

  add(text: string): void {
    this.#printed += text.length;
    this.#text = (this.#text + text).slice(-this.#limit);
    for (const tell of this.#readers) tell();
  }

  end(): void {
    this.#over = true;
    for (const tell of this.#readers) tell();
  }

  /** Resolves when more than `seen` was printed, or it is over; never at once while it runs, and after `longestMs` in any case. */
  more(seen: number, gone?: AbortSignal): Promise<void> {
    if (this.#over || gone?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      let rested = false;
      const done = (): void => {
        this.#readers.delete(look);
        wake();
        giveUp();
        gone?.removeEventListener('abort', done);
        resolve();
      };
      const look = (): void => {
        if (this.#over || (rested && this.#printed > seen)) done();
      };
      const wake = this.#clock.after(pauseMs, () => {
        rested = true;
        look();
      });
      const giveUp = this.#clock.after(longestMs, done);
      gone?.addEventListener('abort', done, { once: true });
      this.#readers.add(look);
    });
  }
}
