import type { MarkerKind, Timeline } from '@contract/timelines.ts';

/** What a viewer jumps to: the next of these. */
export const stopKinds = ['message', 'blocker', 'failure', 'commit', 'merge'] as const;
export type StopKind = (typeof stopKinds)[number];

const momentsOf = ({ arrows, markers }: Timeline, kind: StopKind, lane: string | null): readonly number[] =>
  kind === 'message'
    ? arrows.filter(({ from, to }) => lane === null || from === lane || to === lane).map(({ at }) => at)
    : markers
        .filter(
          (marker) => marker.kind === (kind satisfies MarkerKind) && (lane === null || marker.lane === lane),
        )
        .map(({ at }) => at);

/** The nearest moment after `from`, or before it, at which such a thing happened, to one instance or any; null: there is none. */
export const nextStop = (
  timeline: Timeline,
  kind: StopKind,
  from: number,
  direction: 'after' | 'before',
  lane: string | null = null,
): number | null => {
  const moments = momentsOf(timeline, kind, lane);
  const found = direction === 'after' ? moments.find((at) => at > from) : moments.findLast((at) => at < from);
  return found ?? null;
};
