import type { InstanceState } from '@contract/states.ts';
import type { Band, Lane } from '@contract/timelines.ts';
import { bisector } from 'd3';
import type { LaneRow } from './lane-rows.ts';

/** Of several at one moment this one is shown: what needs somebody, then who is at work, then who is there. */
const byWeight: readonly InstanceState[] = [
  'crashed',
  'waiting',
  'blocked',
  'stalled',
  'busy',
  'confirming',
  'starting',
  'ready',
  'done',
  'terminated',
];

/** States of a row; the last holds until `to`, or null: it goes on. */
export interface RowBands {
  readonly bands: readonly Band[];
  readonly to: number | null;
}

const isOver = (lanes: readonly Lane[]): number | null =>
  lanes.every(({ to }) => to !== null) ? Math.max(...lanes.map(({ to }) => to ?? 0)) : null;

/** At each moment the state of those that needs to be seen most. */
export const foldedBands = (lanes: readonly Lane[]): RowBands => {
  const changes = lanes
    .flatMap(({ bands }, lane) => bands.map((band) => ({ ...band, lane })))
    .sort((one, other) => one.from - other.from);
  const counts = new Map<InstanceState, number>();
  const states: (InstanceState | undefined)[] = lanes.map(() => undefined);
  const add = (state: InstanceState | undefined, by: number): void => {
    if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + by);
  };
  const bands: Band[] = [];
  for (const { lane, state, from } of changes) {
    add(states[lane], -1);
    add(state, 1);
    states[lane] = state;
    const shown = byWeight.find((each) => (counts.get(each) ?? 0) > 0) ?? state;
    const last = bands.at(-1);
    // Of one moment the last counts.
    if (last?.from === from) bands.pop();
    if (bands.at(-1)?.state !== shown) bands.push({ state: shown, from });
  }
  return { bands, to: isOver(lanes) };
};

/** Bands of rows; those that are folded are put together once for as many changes as there were. */
export class LaneBands {
  readonly #lanes: ReadonlyMap<string, Lane>;
  readonly #folded = new Map<string, { readonly changes: number; readonly bands: RowBands }>();

  constructor(rows: readonly LaneRow[], lanes: readonly Lane[]) {
    const hidden = new Set(rows.flatMap((row) => row.hidden));
    this.#lanes = new Map(lanes.filter(({ id }) => hidden.has(id)).map((lane) => [lane.id, lane]));
  }

  of({ lane, hidden }: LaneRow): RowBands {
    if (hidden.length === 0) return lane;
    const lanes = [lane, ...hidden.flatMap((id) => this.#lanes.get(id) ?? [])];
    const changes = lanes.reduce((sum, { bands, to }) => sum + bands.length + (to === null ? 0 : 1), 0);
    const known = this.#folded.get(lane.id);
    if (known?.changes === changes) return known.bands;
    const bands = foldedBands(lanes);
    this.#folded.set(lane.id, { changes, bands });
    return bands;
  }
}

const byBegin = bisector(({ from }: Band) => from);

/** The place of the band that holds at a moment; -1: it is before the first. */
export const bandAt = (bands: readonly Band[], at: number): number => byBegin.right(bands, at) - 1;
