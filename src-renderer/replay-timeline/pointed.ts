import { markerKinds } from '@contract/timelines.ts';
import { bisectLeft, bisectRight } from 'd3';
import { pillWidth, xOfCell } from './draw-markers.ts';
import type { ExtraMark } from './extra-marks.ts';
import { kindWords, severalWords } from './kind-words.ts';
import { bandAt, type LaneBands } from './lane-bands.ts';
import { type ArrowLine, lineNear } from './layout-arrows.ts';
import { type MarkerCell, markerCells } from './layout-markers.ts';
import { middleOf, momentAt, rowAt, type Scene, xOf } from './scene.ts';
import type { Span } from './spans.ts';

/** Pixels around a thing in which a pointer means it. */
const reach = 6;

/** What a pointer or the keyboard is at. */
export interface Pointed {
  /** Pixels within the field. */
  readonly x: number;
  readonly y: number;
  readonly at: number;
  /** Null: of the run as a whole, or nothing is there. */
  readonly lane: string | null;
  readonly state: string | null;
  /** What stands there, in words; empty: nothing. */
  readonly words: readonly string[];
  /** The event to be shown; null: there is none, or there are several. */
  readonly seq: number | null;
  /** When what stands there happened: to go there. */
  readonly moment: number | null;
  /** Where several stand there: the stretch that shows them apart. */
  readonly several: Span | null;
}

const cellAt = (scene: Scene, row: number, x: number): MarkerCell | null => {
  const cells = markerCells(scene.index.markers(row), scene);
  const near = (cell: MarkerCell): boolean => {
    const half = cell.count > 1 ? pillWidth(cell.count) / 2 : reach;
    return Math.abs(xOfCell(scene, cell) - x) <= Math.max(reach, half);
  };
  return cells.find(near) ?? null;
};

const markAt = ({ marks, ...scene }: Scene, lane: string | null, x: number): ExtraMark | null =>
  marks.find((mark) => (mark.lane ?? null) === lane && Math.abs(xOf(scene, mark.at) - x) <= reach) ?? null;

const ofCell = (scene: Scene, row: number, cell: MarkerCell) => {
  const { kinds, seqs } = scene.index.markers(row);
  const place = kinds[cell.first] ?? 0;
  const single = cell.count === 1;
  const kind = markerKinds[place];
  return {
    words: [
      single && kind !== undefined
        ? kindWords[kind]
        : severalWords(kinds.slice(cell.first, cell.first + cell.count)),
    ],
    seq: single ? (seqs[cell.first] ?? null) : null,
    moment: cell.from,
    several: single ? null : { from: cell.from, to: cell.to },
  };
};

const ofLine = (scene: Scene, line: ArrowLine) => {
  const first = scene.index.arrows.arrows[line.first];
  const last = scene.index.arrows.arrows[line.last];
  const way = first === undefined ? '' : `from ${first.from} to ${first.to}`;
  const single = line.count === 1;
  return {
    words: [single ? `Message ${way}` : `${line.count} messages ${way}`],
    seq: single ? (first?.seq ?? null) : null,
    moment: first?.at ?? null,
    several: single ? null : { from: first?.at ?? 0, to: last?.at ?? 0 },
  };
};

const nothing = { words: [] as readonly string[], seq: null, moment: null, several: null };

/** What is at a place of the picture. */
export const pointedAt = (
  scene: Scene,
  laneBands: LaneBands,
  lines: readonly ArrowLine[],
  place: { readonly x: number; readonly y: number },
): Pointed => {
  const row = rowAt(scene, place.y);
  const shown = scene.rows[row];
  const lane = shown?.lane.id ?? null;
  const at = momentAt(scene, place.x);
  const cell = row < scene.rows.length ? cellAt(scene, row, place.x) : null;
  const line =
    cell === null && row >= 0 ? lineNear(lines, (each) => middleOf(scene, each), place, reach) : null;
  const found = cell !== null ? ofCell(scene, row, cell) : line !== null ? ofLine(scene, line) : nothing;
  const mark = markAt(scene, lane, place.x);
  const bands = shown === undefined ? [] : laneBands.of(shown).bands;
  return {
    ...place,
    ...found,
    at: found.moment ?? mark?.at ?? at,
    lane,
    state: bands[bandAt(bands, at)]?.state ?? null,
    words: mark === null ? found.words : [...found.words, mark.label],
    moment: found.moment ?? mark?.at ?? null,
  };
};

/** The next moment of a row at which something changed, was sent or stands out, after one or before it; null: there is none. */
export const nextInRow = (
  { index, rows }: Pick<Scene, 'index' | 'rows'>,
  laneBands: LaneBands,
  row: number,
  at: number,
  direction: 'after' | 'before',
): number | null => {
  const shown = rows[row];
  const bands = shown === undefined ? [] : laneBands.of(shown).bands.map(({ from }) => from);
  const { arrows } = index;
  const pick = (moments: readonly number[]): number[] => {
    const place = direction === 'after' ? bisectRight(moments, at) : bisectLeft(moments, at) - 1;
    return moments[place] === undefined ? [] : [moments[place]];
  };
  const isOwn = (place: number): boolean => arrows.from[place] === row || arrows.to[place] === row;
  const sent = (): number[] => {
    const step = direction === 'after' ? 1 : -1;
    let place = direction === 'after' ? bisectRight(arrows.at, at) : bisectLeft(arrows.at, at) - 1;
    while (place >= 0 && place < arrows.at.length && !isOwn(place)) place += step;
    const moment = arrows.at[place];
    return moment === undefined ? [] : [moment];
  };
  const found = [...pick(bands), ...pick(index.markers(row).at), ...sent()];
  if (found.length === 0) return null;
  return direction === 'after' ? Math.min(...found) : Math.max(...found);
};
