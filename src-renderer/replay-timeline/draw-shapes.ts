import type { MarkerKind } from '@contract/timelines.ts';

/** Pixels. */
export const markerSize = 7;

/** Of what is drawn by shape, so that nothing is told by colour alone. */
type Shape = 'dot' | 'ring' | 'diamond' | 'square' | 'cross' | 'up' | 'bar' | 'flag';

export const shapes: Readonly<Record<MarkerKind, Shape>> = {
  commit: 'dot',
  merge: 'diamond',
  conflict: 'cross',
  lock: 'square',
  blocker: 'up',
  restart: 'ring',
  failure: 'cross',
  task: 'flag',
  person: 'bar',
};

export const isStroked = (shape: Shape): boolean => shape === 'ring' || shape === 'cross';

type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'closePath'>;

const half = markerSize / 2;

const corners: Readonly<Partial<Record<Shape, readonly (readonly [number, number])[]>>> = {
  diamond: [
    [0, -half],
    [half, 0],
    [0, half],
    [-half, 0],
  ],
  up: [
    [0, -half],
    [half, half],
    [-half, half],
  ],
  flag: [
    [-half + 1, -half],
    [half, -half / 2],
    [-half + 1, 0.5],
    [-half + 1, half],
  ],
};

/** Adds one to the path; all of a kind are painted at once. */
export const addShape = (pen: Pen, shape: Shape, x: number, y: number): void => {
  const points = corners[shape];
  if (points !== undefined) {
    for (const [place, [across, down]] of points.entries()) {
      if (place === 0) pen.moveTo(x + across, y + down);
      else pen.lineTo(x + across, y + down);
    }
    pen.closePath();
    return;
  }
  switch (shape) {
    case 'dot':
    case 'ring':
      pen.moveTo(x + half - 0.5, y);
      pen.arc(x, y, half - 0.5, 0, 2 * Math.PI);
      return;
    case 'square':
      pen.rect(x - half + 1, y - half + 1, markerSize - 2, markerSize - 2);
      return;
    case 'bar':
      pen.rect(x - 1, y - half, 2, markerSize);
      return;
    default:
      pen.moveTo(x - half + 1, y - half + 1);
      pen.lineTo(x + half - 1, y + half - 1);
      pen.moveTo(x + half - 1, y - half + 1);
      pen.lineTo(x - half + 1, y + half - 1);
  }
};
