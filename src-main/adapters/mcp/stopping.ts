/**
 * The end of an endpoint, as the calls under way see it. Not an AbortSignal: that warns beyond ten listeners, and a race
 * against a promise that lasts as long as the process would keep every answer in memory.
 */
export class Stopping {
  readonly #waiting = new Set<() => void>();
  #begun = false;

  begin(): void {
    this.#begun = true;
    for (const stop of this.#waiting) stop();
  }

  /** What `work` gives, or `stopped` if the end comes first. `work` goes on and must report its own errors. */
  orEnd<T>(work: Promise<T>): Promise<T | 'stopped'> {
    if (this.#begun) return Promise.resolve('stopped');
    return new Promise((resolve, reject) => {
      const stop = (): void => resolve('stopped');
      this.#waiting.add(stop);
      work.then(resolve, reject).finally(() => this.#waiting.delete(stop));
    });
  }
}
