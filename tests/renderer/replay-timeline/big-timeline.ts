import { instanceStates } from '@contract/states.ts';
import { markerKinds, type Timeline } from '@contract/timelines.ts';

type Wanted = { readonly lanes: number; readonly events: number; readonly from: number; readonly to: number };

/** Numbers that look like chance and are the same each time. */
const chance = (): (() => number) => {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const living = instanceStates.filter((state) => state !== 'terminated');

/** An executive, a manager for each ten, specialists below them; states, messages and markers, a third each. */
export const bigTimeline = ({ lanes: count, events, from, to }: Wanted): Timeline => {
  const next = chance();
  const ids = Array.from({ length: count }, (_, place) =>
    place === 0
      ? 'exec_1'
      : place % 10 === 1
        ? `mgr_1_${Math.ceil(place / 10)}`
        : `spec_1_${Math.ceil(place / 10)}_${place}`,
  );
  const pick = (): string => ids[Math.floor(next() * count)] ?? 'exec_1';
  const moments = Array.from({ length: events }, () => Math.floor(from + next() * (to - from))).sort(
    (a, b) => a - b,
  );
  const lanes: Timeline['lanes'] = ids.map((id, place) => ({
    id,
    role: place === 0 ? 'executive' : id.startsWith('mgr') ? 'manager' : 'specialist',
    parent: place === 0 ? null : id.startsWith('mgr') ? 'exec_1' : `mgr_1_${Math.ceil(place / 10)}`,
    from,
    to: null,
    bands: [{ state: 'starting', from }],
  }));
  const timeline: Timeline = { lanes, arrows: [], markers: [] };
  for (const [seq, at] of moments.entries()) {
    if (seq % 3 === 0) {
      const lane = lanes[Math.floor(next() * count)];
      lane?.bands.push({ state: living[Math.floor(next() * living.length)] ?? 'busy', from: at });
    } else if (seq % 3 === 1) {
      timeline.arrows.push({
        message: `msg_${seq}`,
        from: pick(),
        to: pick(),
        at,
        acceptedAt: at + 1500,
        seq,
      });
    } else {
      const kind = markerKinds[Math.floor(next() * markerKinds.length)] ?? 'commit';
      timeline.markers.push({ seq, at, kind, lane: next() < 0.02 ? null : pick() });
    }
  }
  return timeline;
};
