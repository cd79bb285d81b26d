import type { Clock } from '../ports/clock.ts';

/** Parts of an export follow one another within seconds; what a run of a day was gathered to takes some ten MB. */
const keptMs = 30_000;

/** What the last question about a run came to, for the next part of the same answer: a long log is read once for all of them. */
export class KeepGathered<T> {
  readonly #clock: Pick<Clock, 'after'>;
  #kept: { readonly key: string; readonly made: Promise<T> } | null = null;
  #cancel: () => void = () => undefined;

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** `key`: what it is made from, also how far that goes. `first`: a new answer begins, which is made of how things are now. */
  get(key: string, first: boolean, make: () => Promise<T>): Promise<T> {
    this.#cancel();
    this.#cancel = this.#clock.after(keptMs, () => this.#drop());
    if (!first && this.#kept?.key === key) return this.#kept.made;
    const made = make();
    this.#kept = { key, made };
    // What could not be read is read anew by the next one.
    made.catch(() => this.#drop());
    return made;
  }

  #drop(): void {
    this.#kept = null;
  }
}
