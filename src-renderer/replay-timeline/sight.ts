import type { Span } from './spans.ts';

/** The stretch of time that is in sight can be as short as this (one second), since a shorter one shows nothing more. */
const shortestMs = 1000;

const lengthOf = ({ from, to }: Span): number => to - from;

/** Moved by as little as brings it within what there is. */
const inside = (sight: Span, range: Span): Span => {
  const length = Math.min(lengthOf(sight), lengthOf(range));
  const from = Math.min(Math.max(sight.from, range.from), range.to - length);
  return { from, to: from + length };
};

/** Shows `factor` times as much, or as little, around a moment that stays where it is on the screen. */
export const zoomedSight = (sight: Span, factor: number, around: number, range: Span): Span => {
  const longest = Math.max(lengthOf(range), shortestMs);
  const length = Math.min(Math.max(lengthOf(sight) * factor, Math.min(shortestMs, longest)), longest);
  const share = lengthOf(sight) === 0 ? 0 : (around - sight.from) / lengthOf(sight);
  return inside({ from: around - share * length, to: around + (1 - share) * length }, range);
};

export const movedSight = (sight: Span, ms: number, range: Span): Span =>
  inside({ from: sight.from + ms, to: sight.to + ms }, range);

/** The same sight, moved by whole lengths less a margin so that a moment is in it; unchanged where it is already. */
export const sightOn = (sight: Span, moment: number, range: Span): Span => {
  if (sight.from <= moment && moment <= sight.to) return sight;
  // A tenth before it: what led to the moment is seen as well.
  return inside({ from: moment - 0.1 * lengthOf(sight), to: moment + 0.9 * lengthOf(sight) }, range);
};
