import { msPerPixel, type Scene, xOf } from './scene.ts';
import { placesBetween, type RowArrows } from './timeline-index.ts';

/** Lines that are drawn at most: more is grey, and takes longer than a frame has. */
const mostLines = 1200;

/** Pixels within which arrows between the same two rows are one. */
const leastCell = 3;

/** One message, or several between the same lanes that are too near to each other to be told apart. */
export interface ArrowLine {
  readonly fromRow: number;
  readonly toRow: number;
  /** Pixels: where it was sent, and where it was accepted. */
  readonly left: number;
  readonly right: number;
  /** Not accepted yet. */
  readonly open: boolean;
  readonly count: number;
  /** Place of the first among all arrows, and of the last. */
  readonly first: number;
  readonly last: number;
}

type Grown = { -readonly [Key in keyof ArrowLine]: ArrowLine[Key] };

type ArrowScene = Pick<Scene, 'sight' | 'width' | 'end'> & {
  readonly rowCount: number;
  readonly fromRow: number;
  readonly toRow: number;
};

const linesBy = (all: RowArrows, scene: ArrowScene, cell: number): Grown[] => {
  const { sight, rowCount, end } = scene;
  const [begin, stop] = placesBetween(all.at, sight.from - cell, sight.to);
  const lines: Grown[] = [];
  /** By both rows: the line that is open there, and until when it takes others in. */
  const lineOf = new Int32Array(rowCount * rowCount).fill(-1);
  for (let place = begin; place < stop; place += 1) {
    const [from, to, at] = [all.from[place] ?? 0, all.to[place] ?? 0, all.at[place] ?? 0];
    // Neither end nor anything between them is in sight.
    if (Math.max(from, to) < scene.fromRow || Math.min(from, to) >= scene.toRow) continue;
    const pair = from * rowCount + to;
    const known = lines[lineOf[pair] ?? -1];
    const firstAt = known === undefined ? Number.NEGATIVE_INFINITY : (all.at[known.first] ?? 0);
    if (known !== undefined && Math.floor(firstAt / cell) === Math.floor(at / cell)) {
      known.count += 1;
      known.last = place;
      continue;
    }
    const accepted = all.arrows[place]?.acceptedAt ?? null;
    lineOf[pair] = lines.length;
    const left = xOf(scene, at);
    const right = Math.max(left + 1, xOf(scene, Math.min(accepted ?? at, sight.to, end)));
    lines.push({
      fromRow: from,
      toRow: to,
      left,
      right,
      open: accepted === null,
      count: 1,
      first: place,
      last: place,
    });
    // The next power of two would have fewer: no need to go on.
    if (lines.length > mostLines) break;
  }
  return lines;
};

/** The messages that were sent while it was in sight, between rows of which something is; those of one place as one. */
export const arrowLines = (all: RowArrows, scene: ArrowScene): readonly ArrowLine[] => {
  let cell = 2 ** Math.ceil(Math.log2(Math.max(1, leastCell * msPerPixel(scene))));
  for (;;) {
    const lines = linesBy(all, scene, cell);
    if (lines.length <= mostLines || cell > scene.sight.to - scene.sight.from)
      return lines.slice(0, mostLines);
    cell *= 2;
  }
};

/** The line that passes within so many pixels of a place; null: none does. */
export const lineNear = (
  lines: readonly ArrowLine[],
  middle: (row: number) => number,
  { x, y }: { readonly x: number; readonly y: number },
  reach: number,
): ArrowLine | null => {
  let nearest: ArrowLine | null = null;
  let best = reach;
  for (const line of lines) {
    const [top, bottom] = [middle(line.fromRow), middle(line.toRow)];
    if (y < Math.min(top, bottom) - reach || y > Math.max(top, bottom) + reach) continue;
    const [across, down] = [line.right - line.left, bottom - top];
    const share = ((x - line.left) * across + (y - top) * down) / Math.max(1, across * across + down * down);
    const within = Math.min(1, Math.max(0, share));
    const away = Math.hypot(x - line.left - within * across, y - top - within * down);
    if (away >= best) continue;
    [nearest, best] = [line, away];
  }
  return nearest;
};
