import type { Size } from '@contract/instances.ts';

/** Pixels: below it letters are dots. */
const smallestFont = 6;

/** By less it does not grow again: it would change to and fro where the room is just enough. */
const leastGrowth = 1;

type Fitted = {
  /** The terminal's own size, which can't be changed from here. */
  readonly size: Size;
  /** What would fit with letters of `font` pixels. */
  readonly fitting: Size;
  readonly font: number;
  /** The person's choice: never larger. */
  readonly chosen: number;
};

/** The letters with which all of a terminal is seen in its room, by half pixels. */
export const fittingFont = ({ size, fitting, font, chosen }: Fitted): number => {
  const ideal = font * Math.min(fitting.cols / size.cols, fitting.rows / size.rows);
  const next = Math.min(chosen, Math.max(smallestFont, Math.floor(ideal * 2) / 2));
  return next > font && next < Math.min(chosen, font + leastGrowth) ? font : next;
};
