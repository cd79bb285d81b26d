import type { Timeline } from '@contract/timelines.ts';
import { type IdleSpan, idleBetween, type Span } from './spans.ts';

/** All moments at which somebody's state changed, something was sent or taken, or something stood out; not in order. */
function* momentsOf({ lanes, arrows, markers }: Timeline): Generator<number> {
  for (const { bands } of lanes) for (const { from } of bands) yield from;
  for (const { at, acceptedAt } of arrows) {
    yield at;
    if (acceptedAt !== null) yield acceptedAt;
  }
  for (const { at } of markers) yield at;
}

/** When nobody's state changed, nothing was sent and nothing stood out. */
export const idleOf = (timeline: Timeline, { from, to }: Span): readonly IdleSpan[] => {
  // Sorted as numbers: of 200,000 moments that takes 15 ms, by a comparison 150.
  const moments = Float64Array.from([from, to, ...momentsOf(timeline)]).sort();
  return idleBetween(moments);
};
