import type { WantedEntries } from '../../../core/ports/transcripts.ts';

/** The first position whose entry is not before `index`; the length where there is none. `order` ascends. */
const positionOf = (order: readonly number[], index: number): number => {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
};

export interface Picked {
  readonly indexes: readonly number[];
  readonly older: boolean;
  readonly newer: boolean;
}

/** Which of the entries (ascending indexes of the wanted kinds) are given: half of them before the one that was found. */
export const pickEntries = (
  order: readonly number[],
  { count, from, before }: Pick<WantedEntries, 'count' | 'from' | 'before'>,
  found: number | null,
): Picked => {
  const lastStart = Math.max(0, order.length - count);
  let start = lastStart;
  let end = order.length;
  if (found !== null) start = Math.min(lastStart, positionOf(order, found) - Math.ceil(count / 2) + 1);
  else if (from !== null) start = positionOf(order, from);
  else if (before !== null) {
    end = positionOf(order, before);
    start = end - count;
  }
  start = Math.max(0, start);
  end = Math.min(end, start + count);
  return { indexes: order.slice(start, end), older: start > 0, newer: end < order.length };
};
