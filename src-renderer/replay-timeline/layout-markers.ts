import { type MarkerKind, markerKinds } from '@contract/timelines.ts';
import { msPerPixel, type Placed } from './scene.ts';
import { placesBetween, type RowMarkers } from './timeline-index.ts';

/** Pixels that a marker, or several as one, takes at least. */
const leastCell = 16;

/** Where several stand in one place that kind is shown which a person looks for first. */
const byWeight: readonly MarkerKind[] = [
  'failure',
  'conflict',
  'blocker',
  'merge',
  'commit',
  'restart',
  'task',
  'person',
  'lock',
];
const weights = markerKinds.map((kind) => byWeight.length - byWeight.indexOf(kind));

/** One marker, or several that stand too near to each other to be told apart. */
export interface MarkerCell {
  readonly from: number;
  readonly to: number;
  readonly kind: MarkerKind;
  readonly count: number;
  /** Place of the first among the row's. */
  readonly first: number;
}

/** How long a cell is. By powers of two: what is one cluster stays one while the sight is moved. */
const cellMs = (scene: Placed): number =>
  2 ** Math.ceil(Math.log2(Math.max(1, leastCell * msPerPixel(scene))));

/** The markers of a row that are in sight, those of one place as one. */
export const markerCells = ({ at, kinds }: RowMarkers, scene: Placed): readonly MarkerCell[] => {
  const length = cellMs(scene);
  const margin = leastCell * msPerPixel(scene);
  const [begin, end] = placesBetween(at, scene.sight.from - margin, scene.sight.to + margin);
  const cells: MarkerCell[] = [];
  for (let place = begin; place < end; ) {
    const first = place;
    const from = at[place] ?? 0;
    const last = (Math.floor(from / length) + 1) * length;
    let best = kinds[place] ?? 0;
    let to = from;
    for (; place < end; place += 1) {
      const moment = at[place] ?? 0;
      if (moment >= last) break;
      const kind = kinds[place] ?? 0;
      if ((weights[kind] ?? 0) > (weights[best] ?? 0)) best = kind;
      to = moment;
    }
    const kind = markerKinds[best];
    if (kind !== undefined) cells.push({ from, to, kind, count: place - first, first });
  }
  return cells;
};
