import type { Size } from '@contract/instances.ts';

/** Pixels: below it letters are dots. */
const smallestFont = 6;
const step = 0.5;

type Fitted = {
  /** The terminal's own size, which can't be changed from here. */
  readonly size: Size;
  /** What would fit with letters of `font` pixels. */
  readonly fitting: Size;
  readonly font: number;
  /** The person's choice: never larger. */
  readonly chosen: number;
};

/**
 * The letters with which all of a terminal is seen in its room, by half pixels. What fits is known in whole cells alone, so a larger size is
 * a guess: one that was too large for a room is not tried there again, or letters would change to and fro.
 */
export class FontFitter {
  #of = '';
  #tooLarge = Number.POSITIVE_INFINITY;

  /** `room`: changes with the room's size. */
  next(room: string, { size, fitting, font, chosen }: Fitted): number {
    const of = `${room} ${size.cols}x${size.rows}`;
    if (of !== this.#of) this.#tooLarge = Number.POSITIVE_INFINITY;
    this.#of = of;
    const ideal = font * Math.min(fitting.cols / size.cols, fitting.rows / size.rows);
    const least = Math.max(smallestFont, Math.floor(ideal / step) * step);
    const next = Math.min(chosen, this.#tooLarge - step, least);
    if (next < font) this.#tooLarge = Math.min(this.#tooLarge, font);
    return Math.max(smallestFont, next);
  }
}
