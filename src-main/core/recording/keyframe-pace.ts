/** Output after which a keyframe is taken, in bytes: with the piece that comes then (64 KB at most), a seek replays 256 KB at most. */
const everyBytes = 192 * 1024;
/** Milliseconds after which the next output brings a keyframe: what draws little is found quickly, too. */
const everyMs = 60_000;

/** When the next keyframe of a terminal is due. */
export class KeyframePace {
  #bytes = 0;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  /** After so much more to replay: whether it is due. */
  isDue(bytes: number, now: number): boolean {
    this.#bytes += bytes;
    return this.#bytes >= everyBytes || now - this.#at >= everyMs;
  }

  taken(now: number): void {
    this.#bytes = 0;
    this.#at = now;
  }
}
