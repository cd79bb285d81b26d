import { bisector } from 'd3';

/** A stretch of time; both ends in milliseconds since 1970, `from` not after `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stretch in which nothing happens, and how many milliseconds of such there are before it. */
export interface IdleSpan extends Span {
  readonly before: number;
}

/** A pause longer than this is one that a viewer would rather not sit through. */
const longestMs = 3_000;

/** So much of a pause stays at each of its ends: what happens is still seen to begin and to settle. */
const edgeMs = 500;

/** The idle stretches between the moments at which something happens; both are in order. */
export const idleBetween = (moments: ArrayLike<number> & Iterable<number>): readonly IdleSpan[] => {
  const spans: IdleSpan[] = [];
  let before = 0;
  let last = moments[0] ?? 0;
  for (const moment of moments) {
    if (moment - last > longestMs) {
      const span = { from: last + edgeMs, to: moment - edgeMs, before };
      spans.push(span);
      before += span.to - span.from;
    }
    last = moment;
  }
  return spans;
};

const byFrom = bisector(({ from }: IdleSpan) => from);
const byPlayed = bisector(({ from, before }: IdleSpan) => from - before);

/** The moment, less all idle time before it: how far a player that leaves that out has come. */
export const withoutIdle = (idle: readonly IdleSpan[], moment: number): number => {
  const span = idle[byFrom.right(idle, moment) - 1];
  return span === undefined ? moment : moment - span.before - (Math.min(moment, span.to) - span.from);
};

/** The moment at which a player that leaves out idle time has come so far: never within such, but at its end. */
export const withIdle = (idle: readonly IdleSpan[], played: number): number => {
  const span = idle[byPlayed.right(idle, played) - 1];
  return span === undefined ? played : played + span.before + (span.to - span.from);
};
