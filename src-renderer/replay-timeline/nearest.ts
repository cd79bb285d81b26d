import type { Marker, Timeline } from '@contract/timelines.ts';
import { bisector } from 'd3';

const byMoment = bisector(({ at }: Marker) => at);

/** The marker of a row that is nearest to a moment, at most `reach` ms away; null: there is none. */
export const nearestMarker = (
  { markers }: Timeline,
  rowOf: ReadonlyMap<string, number>,
  row: number,
  at: number,
  reach: number,
): Marker | null => {
  let nearest: Marker | null = null;
  let distance = reach;
  const last = byMoment.right(markers, at + reach);
  for (let place = byMoment.left(markers, at - reach); place < last; place += 1) {
    const marker = markers[place];
    if (marker === undefined || marker.lane === null || rowOf.get(marker.lane) !== row) continue;
    const away = Math.abs(marker.at - at);
    if (away > distance) continue;
    nearest = marker;
    distance = away;
  }
  return nearest;
};
