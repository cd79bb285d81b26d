import type { MarkerKind, Timeline } from '@contract/timelines.ts';

/** What a viewer jumps to: the next of these. */
export const stopKinds = ['message', 'blocker', 'failure', 'commit', 'merge'] as const;
export type StopKind = (typeof stopKinds)[number];

/** The nearest moment after `from`, or before it, at which such a thing happened, to one instance or any; null: there is none. */
export const nextStop = (
  { arrows, markers }: Timeline,
  kind: StopKind,
  from: number,
  direction: 'after' | 'before',
  lane: string | null = null,
): number | null => {
  const isPast = ({ at }: { readonly at: number }): boolean =>
    direction === 'after' ? at > from : at < from;
  const nearest = <T extends { readonly at: number }>(all: readonly T[], fits: (one: T) => boolean) => {
    const wanted = (one: T): boolean => isPast(one) && fits(one);
    return direction === 'after' ? all.find(wanted) : all.findLast(wanted);
  };
  const found =
    kind === 'message'
      ? nearest(arrows, (arrow) => lane === null || arrow.from === lane || arrow.to === lane)
      : nearest(
          markers,
          (marker) => marker.kind === (kind satisfies MarkerKind) && (lane === null || marker.lane === lane),
        );
  return found?.at ?? null;
};
