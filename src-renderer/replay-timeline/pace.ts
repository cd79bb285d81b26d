/** Bytes that a terminal is given to draw in a second while a recording plays: xterm draws 5 to 35 MB/s, and nine panes share one thread. */
const bytesPerSecond = 1_000_000;

/** What may come in one piece: a screen with what led to it since its keyframe. */
const mostSaved = 512_000;

/** Keeps what one terminal is given within what a page can draw beside all else. Times are the viewer's, in ms. */
export class Pace {
  #left = mostSaved;
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  allows(now: number): boolean {
    this.#left = Math.min(mostSaved, this.#left + ((now - this.#since) / 1000) * bytesPerSecond);
    this.#since = now;
    return this.#left > 0;
  }

  spend(bytes: number): void {
    this.#left -= bytes;
  }
}
