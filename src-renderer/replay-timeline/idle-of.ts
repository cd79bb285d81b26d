import type { Timeline } from '@contract/timelines.ts';
import { ascending } from 'd3';
import { type IdleSpan, idleBetween, type Span } from './spans.ts';

/** When nobody's state changed, nothing was sent and nothing stood out. */
export const idleOf = ({ lanes, arrows, markers }: Timeline, { from, to }: Span): readonly IdleSpan[] => {
  const moments = [
    from,
    to,
    ...lanes.flatMap(({ bands }) => bands.map((band) => band.from)),
    ...arrows.flatMap(({ at, acceptedAt }) => (acceptedAt === null ? [at] : [at, acceptedAt])),
    ...markers.map(({ at }) => at),
  ];
  return idleBetween(moments.toSorted(ascending));
};
