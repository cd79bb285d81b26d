import type { TuttiEvent } from './events.ts';
import { type Overlap, standLimits } from './stands.ts';

export type OverlapEvent = Extract<TuttiEvent, { kind: `overlap.${string}` }>;

/** The overlap of a pair after one more event of it; null: there is none to change. */
export const reduceOverlap = (known: Overlap | null, event: OverlapEvent): Overlap | null => {
  if (event.kind === 'overlap.gone') return known === null ? null : { ...known, over: true };
  const told = [...new Set([...(known?.told ?? []), ...event.data.files])].slice(-standLimits.told);
  return { ...event.data, told, at: known?.at ?? event.at, over: false };
};

/** The one that is given up for a new one: the first that is over, else the first. */
export const overlapToForget = (overlaps: readonly Overlap[]): number =>
  overlaps.length <= standLimits.overlaps
    ? -1
    : Math.max(
        0,
        overlaps.findIndex(({ over }) => over),
      );

/** Overlaps, in the order in which they were found first. */
export const reduceOverlaps = (overlaps: readonly Overlap[], event: OverlapEvent): readonly Overlap[] => {
  const { id, other } = event.data;
  const place = overlaps.findIndex((one) => one.id === id && one.other === other);
  const next = reduceOverlap(overlaps[place] ?? null, event);
  if (next === null) return overlaps;
  if (place !== -1) return overlaps.with(place, next);
  const all = [...overlaps, next];
  const forgotten = overlapToForget(all);
  return forgotten === -1 ? all : all.toSpliced(forgotten, 1);
};
