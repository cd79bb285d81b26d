import type { InstanceState } from '@contract/states.ts';
import type { Arrow, Lane, Marker, MarkerKind, Timeline } from '@contract/timelines.ts';
import { bisector, type ScaleLinear } from 'd3';
import type { LaneRow } from './lane-rows.ts';
import type { Span } from './spans.ts';
import type { TimelineColours } from './timeline-colours.ts';

/** Pixels. A row holds a band, with room for markers above its middle. */
export const rowHeight = 22;
const bandHeight = 6;
const markerSize = 7;

/** Of what is drawn by shape, so that nothing is told by colour alone. */
type Shape = 'dot' | 'ring' | 'diamond' | 'square' | 'cross' | 'up' | 'bar';
const shapes: Readonly<Record<MarkerKind, Shape>> = {
  commit: 'dot',
  merge: 'diamond',
  conflict: 'cross',
  lock: 'square',
  blocker: 'up',
  restart: 'ring',
  failure: 'cross',
  task: 'dot',
  person: 'bar',
};

/** States in which an instance is at work or asks stand out; in the others it is there. */
const faint: ReadonlySet<InstanceState> = new Set(['starting', 'confirming', 'ready', 'done', 'terminated']);

export interface Scene {
  readonly timeline: Timeline;
  readonly rows: readonly LaneRow[];
  readonly rowOf: ReadonlyMap<string, number>;
  readonly sight: Span;
  /** Moments to pixels. */
  readonly x: ScaleLinear<number, number>;
  readonly width: number;
  readonly height: number;
  /** Pixels that are scrolled away above. */
  readonly top: number;
  readonly end: number;
  readonly selectedId: string | null;
  readonly colours: TimelineColours;
}

type Pen = CanvasRenderingContext2D;

const byMoment = bisector(({ at }: Marker | Arrow) => at);
const byBegin = bisector(({ from }: Lane['bands'][number]) => from);

const middleOf = ({ top }: Scene, row: number): number => row * rowHeight + rowHeight / 2 - top;

/** Rows of which something is in sight. */
const rowsInSight = ({ top, height, rows }: Scene): Span => ({
  from: Math.max(0, Math.floor(top / rowHeight)),
  to: Math.min(rows.length, Math.ceil((top + height) / rowHeight)),
});

const drawBands = (pen: Pen, scene: Scene, lane: Lane, middle: number): void => {
  const { x, sight, colours, end } = scene;
  const { bands } = lane;
  const last = lane.to ?? end;
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (let at = Math.max(0, byBegin.right(bands, sight.from) - 1); at < bands.length; at += 1) {
    const band = bands[at];
    if (band === undefined || band.from > sight.to || band.state === 'terminated') break;
    const until = Math.min(bands[at + 1]?.from ?? last, sight.to);
    const left = Math.max(x(Math.max(band.from, sight.from)), drawnTo);
    // A state that lasted less than a pixel is seen all the same, once for each pixel.
    const right = Math.max(x(until), left + 1);
    if (right <= drawnTo) continue;
    pen.globalAlpha = faint.has(band.state) ? 0.45 : 1;
    pen.fillStyle = colours.states[band.state];
    pen.fillRect(left, middle - bandHeight / 2, right - left, bandHeight);
    drawnTo = right;
  }
  pen.globalAlpha = 1;
};

const drawShape = (pen: Pen, shape: Shape, x: number, y: number): void => {
  const half = markerSize / 2;
  pen.beginPath();
  switch (shape) {
    case 'dot':
      pen.arc(x, y, half - 0.5, 0, 2 * Math.PI);
      pen.fill();
      return;
    case 'ring':
      pen.arc(x, y, half - 0.5, 0, 2 * Math.PI);
      pen.stroke();
      return;
    case 'diamond':
      pen.moveTo(x, y - half);
      pen.lineTo(x + half, y);
      pen.lineTo(x, y + half);
      pen.lineTo(x - half, y);
      pen.fill();
      return;
    case 'square':
      pen.rect(x - half + 1, y - half + 1, markerSize - 2, markerSize - 2);
      pen.fill();
      return;
    case 'up':
      pen.moveTo(x, y - half);
      pen.lineTo(x + half, y + half);
      pen.lineTo(x - half, y + half);
      pen.fill();
      return;
    case 'cross':
      pen.moveTo(x - half + 1, y - half + 1);
      pen.lineTo(x + half - 1, y + half - 1);
      pen.moveTo(x + half - 1, y - half + 1);
      pen.lineTo(x - half + 1, y + half - 1);
      pen.stroke();
      return;
    case 'bar':
      pen.rect(x - 1, y - half, 2, markerSize);
      pen.fill();
      return;
    default:
      shape satisfies never;
  }
};

/** One of each kind for every place that is as wide as a marker: what would lie on top of another is left out. */
const drawMarkers = (pen: Pen, scene: Scene): void => {
  const { timeline, rowOf, sight, x, colours } = scene;
  const { markers } = timeline;
  const visible = rowsInSight(scene);
  const taken = new Set<string>();
  const last = byMoment.right(markers, sight.to);
  pen.lineWidth = 1.5;
  for (let at = byMoment.left(markers, sight.from); at < last; at += 1) {
    const marker = markers[at];
    const row = marker === undefined || marker.lane === null ? undefined : rowOf.get(marker.lane);
    if (marker === undefined || row === undefined || row < visible.from || row >= visible.to) continue;
    const left = x(marker.at);
    const place = `${row} ${marker.kind} ${Math.round(left / 4)}`;
    if (taken.has(place)) continue;
    taken.add(place);
    pen.fillStyle = colours.markers[marker.kind];
    pen.strokeStyle = colours.markers[marker.kind];
    drawShape(pen, shapes[marker.kind], left, middleOf(scene, row));
  }
};

/** Messages between lanes: from where they were sent to where they were accepted, dashed while they are not. */
const drawArrows = (pen: Pen, scene: Scene): void => {
  const { timeline, rowOf, sight, x, colours } = scene;
  const { arrows } = timeline;
  const taken = new Set<string>();
  const last = byMoment.right(arrows, sight.to);
  pen.strokeStyle = colours.arrow;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.7;
  for (let at = byMoment.left(arrows, sight.from); at < last; at += 1) {
    const arrow = arrows[at];
    const from = rowOf.get(arrow?.from ?? '');
    const to = rowOf.get(arrow?.to ?? '');
    if (arrow === undefined || from === undefined || to === undefined || from === to) continue;
    const left = x(arrow.at);
    const place = `${from} ${to} ${Math.round(left / 3)}`;
    if (taken.has(place)) continue;
    taken.add(place);
    const right = Math.max(left + 1, x(Math.min(arrow.acceptedAt ?? arrow.at, sight.to)));
    pen.setLineDash(arrow.acceptedAt === null ? [2, 2] : []);
    pen.beginPath();
    pen.moveTo(left, middleOf(scene, from));
    pen.lineTo(right, middleOf(scene, to));
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
};

/** Draws all that is in sight. The canvas is as large as the scene, in pixels of the page. */
export const drawLanes = (pen: Pen, scene: Scene): void => {
  pen.clearRect(0, 0, scene.width, scene.height);
  const { from, to } = rowsInSight(scene);
  for (let row = from; row < to; row += 1) {
    const shown = scene.rows[row];
    if (shown === undefined) continue;
    const middle = middleOf(scene, row);
    if (shown.lane.id === scene.selectedId) {
      pen.fillStyle = scene.colours.selected;
      pen.fillRect(0, middle - rowHeight / 2, scene.width, rowHeight);
    }
    drawBands(pen, scene, shown.lane, middle);
  }
  drawArrows(pen, scene);
  drawMarkers(pen, scene);
};
