import type { InstanceState } from '@contract/states.ts';
import { drawMarkers } from './draw-markers.ts';
import { barsOf } from './lane-activity.ts';
import { bandAt, type LaneBands } from './lane-bands.ts';
import type { LaneRow } from './lane-rows.ts';
import type { ArrowLine } from './layout-arrows.ts';
import { bandHeight, middleOf, rowHeight, rowsInSight, type Scene, stripHeight, xOf } from './scene.ts';

/** States in which an instance is at work or asks stand out; in the others it is there. */
const faint: ReadonlySet<InstanceState> = new Set(['starting', 'confirming', 'ready', 'done', 'terminated']);

type Pen = CanvasRenderingContext2D;

const drawBands = (pen: Pen, scene: Scene, laneBands: LaneBands, row: LaneRow, middle: number): void => {
  const { sight, colours, end } = scene;
  const { bands, to } = laneBands.of(row);
  const last = to ?? end;
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (let at = Math.max(0, bandAt(bands, sight.from)); at < bands.length; at += 1) {
    const band = bands[at];
    if (band === undefined || band.from > sight.to || band.state === 'terminated') break;
    const until = Math.min(bands[at + 1]?.from ?? last, sight.to);
    const left = Math.max(xOf(scene, Math.max(band.from, sight.from)), drawnTo);
    // A state that lasted less than a pixel is seen all the same, once for each pixel.
    const right = Math.max(xOf(scene, until), left + 1);
    if (xOf(scene, until) <= drawnTo) continue;
    pen.globalAlpha = faint.has(band.state) ? 0.45 : 1;
    pen.fillStyle = colours.states[band.state];
    pen.fillRect(left, middle - bandHeight / 2, right - left, bandHeight);
    drawnTo = right;
  }
  pen.globalAlpha = 1;
};

/** Pixels: the highest bar, and from the band's middle to where bars stand. */
const barHeight = 9;
const barFoot = 14;

const drawBars = (pen: Pen, scene: Scene, { lane, hidden }: LaneRow, middle: number): void => {
  const { activity, sight, colours } = scene;
  if (activity === null) return;
  const width = Math.max(1, (activity.bucketMs / (sight.to - sight.from)) * scene.width - 1);
  pen.fillStyle = colours.activity;
  for (const [at, share] of barsOf(activity, [lane.id, ...hidden], sight.from, sight.to)) {
    const height = Math.max(1, Math.round(share * barHeight));
    pen.fillRect(xOf(scene, at), middle + barFoot - height, Math.min(width, 24), height);
  }
};

/** Messages between lanes: from where they were sent to where they were accepted, dashed while they are not. */
const drawArrows = (pen: Pen, scene: Scene, lines: readonly ArrowLine[]): void => {
  const { colours } = scene;
  pen.strokeStyle = colours.arrow;
  for (const open of [false, true])
    for (const several of [false, true]) {
      const own = lines.filter((line) => line.open === open && line.count > 1 === several);
      if (own.length === 0) continue;
      pen.beginPath();
      for (const { left, right, fromRow, toRow } of own) {
        pen.moveTo(left, middleOf(scene, fromRow));
        pen.lineTo(right, middleOf(scene, toRow));
      }
      pen.lineWidth = several ? 2 : 1;
      // Many lines are a ground on which the lanes must still be read.
      pen.globalAlpha = lines.length > 300 ? 0.3 : 0.65;
      pen.setLineDash(open ? [2, 2] : []);
      pen.stroke();
    }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
};

const drawMarks = (pen: Pen, scene: Scene): void => {
  const { from, to } = rowsInSight(scene);
  for (const { at, lane, tone } of scene.marks) {
    const x = xOf(scene, at);
    const row = lane === undefined ? -1 : (scene.rowOf.get(lane) ?? -1);
    if (x < -4 || x > scene.width + 4 || (row >= 0 && (row < from || row >= to))) continue;
    const y = row < 0 ? 1 : middleOf(scene, row) - 7;
    pen.fillStyle = scene.colours.tones[tone];
    pen.beginPath();
    pen.moveTo(x - 4, y);
    pen.lineTo(x + 4, y);
    pen.lineTo(x, y + 5);
    pen.fill();
  }
};

/** Draws all that is in sight. The canvas is as large as the scene, in pixels of the page. */
export const drawLanes = (
  pen: Pen,
  scene: Scene,
  laneBands: LaneBands,
  lines: readonly ArrowLine[],
): void => {
  const { width, height, colours } = scene;
  pen.clearRect(0, 0, width, height);
  pen.save();
  pen.beginPath();
  pen.rect(0, stripHeight, width, height - stripHeight);
  pen.clip();
  const { from, to } = rowsInSight(scene);
  for (let row = from; row < to; row += 1) {
    const shown = scene.rows[row];
    if (shown === undefined) continue;
    const middle = middleOf(scene, row);
    if (shown.lane.id === scene.selectedId) {
      pen.fillStyle = colours.selected;
      pen.fillRect(0, stripHeight + row * rowHeight - scene.top, width, rowHeight);
    }
    drawBars(pen, scene, shown, middle);
    drawBands(pen, scene, laneBands, shown, middle);
  }
  drawArrows(pen, scene, lines);
  drawMarkers(pen, scene, 'lanes');
  pen.restore();
  drawMarkers(pen, scene, 'strip');
  drawMarks(pen, scene);
  pen.fillStyle = colours.line;
  pen.fillRect(0, stripHeight - 1, width, 1);
};
