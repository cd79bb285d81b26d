import type { Clock } from '../../src-main/core/ports/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock whose hands the test turns. */
export class ManualClock implements Clock {
  #now: number;
  #timers = new Set<Timer>();

  constructor(now = 1_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Time goes by while nobody is there to see it: no timer runs. */
  skip(ms: number): void {
    this.#now += ms;
  }

  /** Turns the hands, running each timer at its moment, and lets what it began settle. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets every promise that is ready go on. Microtasks alone: nothing here waits for real time. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
};
