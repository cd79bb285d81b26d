import { type MarkerKind, markerKinds } from '@contract/timelines.ts';
import { addShape, isStroked, shapes } from './draw-shapes.ts';
import { type MarkerCell, markerCells } from './layout-markers.ts';
import { middleOf, rowsInSight, type Scene, xOf } from './scene.ts';

type Pen = CanvasRenderingContext2D;
type PlacedCell = { readonly cell: MarkerCell; readonly x: number; readonly y: number };

/** Pixels of the sign that stands for several. */
export const pill = { height: 11, padding: 6, perDigit: 5.5 } as const;

export const pillWidth = (count: number): number => pill.padding + String(count).length * pill.perDigit;

/** Where a cell is drawn: in the middle of its markers. */
export const xOfCell = (scene: Scene, { from, to }: MarkerCell): number => xOf(scene, (from + to) / 2);

const drawSingles = (pen: Pen, scene: Scene, all: readonly PlacedCell[]): void => {
  pen.lineWidth = 1.5;
  for (const kind of markerKinds) {
    const own = all.filter(({ cell }) => cell.count === 1 && cell.kind === kind);
    if (own.length === 0) continue;
    const shape = shapes[kind];
    pen.beginPath();
    for (const { x, y } of own) addShape(pen, shape, x, y);
    pen.fillStyle = scene.colours.markers[kind];
    pen.strokeStyle = scene.colours.markers[kind];
    if (isStroked(shape)) pen.stroke();
    else pen.fill();
  }
};

const drawSeveral = (pen: Pen, scene: Scene, all: readonly PlacedCell[]): void => {
  const { colours } = scene;
  pen.font = `600 9px ${colours.font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const byKind = (kind: MarkerKind) => all.filter(({ cell }) => cell.count > 1 && cell.kind === kind);
  for (const kind of markerKinds) {
    const own = byKind(kind);
    pen.beginPath();
    for (const { cell, x, y } of own) {
      const width = pillWidth(cell.count);
      pen.roundRect(x - width / 2, y - pill.height / 2, width, pill.height, 4);
    }
    pen.fillStyle = colours.surface;
    pen.fill();
    pen.strokeStyle = colours.markers[kind];
    pen.lineWidth = 1;
    pen.stroke();
    pen.fillStyle = colours.text;
    for (const { cell, x, y } of own) pen.fillText(String(cell.count), x, y + 0.5);
  }
};

/** What stands out: each by its shape, several in one place by how many they are. */
export const drawMarkers = (pen: Pen, scene: Scene, rows: 'lanes' | 'strip'): void => {
  const { from, to } = rows === 'strip' ? { from: -1, to: 0 } : rowsInSight(scene);
  const all: PlacedCell[] = [];
  for (let row = from; row < to; row += 1) {
    const y = middleOf(scene, row);
    for (const cell of markerCells(scene.index.markers(row), scene))
      all.push({ cell, x: xOfCell(scene, cell), y });
  }
  drawSingles(pen, scene, all);
  drawSeveral(pen, scene, all);
};
