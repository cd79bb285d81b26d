import type { Size } from '@contract/instances.ts';
import type { IBuffer } from '@xterm/headless';
import { CodePoints } from './code-points.ts';
import { Marks, type Place } from './marks.ts';
import { type TracedCell, TracedTerminal } from './traced-terminal.ts';

/** As much as a terminal is given at once. */
const slice = 16_384;

/** The cells of the screen by row and column, of those that something was drawn in. */
const cellsOf = (terminal: TracedTerminal, buffer: IBuffer): Map<string, TracedCell> => {
  const found = new Map<string, TracedCell>();
  for (let row = 0; row < terminal.size.rows; row += 1) {
    const line = buffer.getLine(buffer.baseY + row);
    if (line === undefined) continue;
    let col = 0;
    for (const cell of terminal.cells(line)) {
      if (cell.chars !== '' && cell.place >= 0) found.set(`${row}:${col}`, cell);
      col += cell.width;
    }
  }
  return found;
};

const draw = (raw: Uint8Array, from: number, to: number, size: Size): TracedTerminal => {
  const terminal = new TracedTerminal(size, { printed: () => {}, unprinted: () => {} });
  const decoder = new CodePoints(() => {});
  for (let at = from; at < to; at += slice)
    terminal.write(decoder.decode(raw.subarray(at, Math.min(to, at + slice)), at));
  return terminal;
};

/** Marks in `marks` what a keyframe draws where the terminal has something that is to be covered. False: it shows something else there. */
const markAlike = (
  keyframe: TracedTerminal,
  terminal: TracedTerminal,
  isMarked: (place: Place) => boolean,
  marks: Marks,
): boolean =>
  terminal.buffers.every((buffer, at) => {
    const own = keyframe.buffers[at];
    const drawn = own === undefined ? new Map<string, TracedCell>() : cellsOf(keyframe, own);
    for (const [where, { place, chars, width }] of cellsOf(terminal, buffer)) {
      if (!isMarked(place)) continue;
      const cell = drawn.get(where);
      // What is hidden behind the other screen may not be drawn at all.
      if (cell === undefined) continue;
      if (cell.chars !== chars) return false;
      marks.add(cell.place, width === 2 ? 'wide' : 'narrow');
    }
    return true;
  });

/**
 * Covers in a keyframe what is to be covered on the screen that it shows. `terminal` has that screen, drawn from the bytes as they were. True:
 * something was; null: the two differ, or a sequence was cut in the midst, and it can't be told.
 */
export const coverKeyframe = (
  raw: Uint8Array,
  { size, from, pending }: { readonly size: Size; readonly from: number; readonly pending: number },
  terminal: TracedTerminal,
  isMarked: (place: Place) => boolean,
): boolean | null => {
  if (size.cols !== terminal.size.cols || size.rows !== terminal.size.rows) return null;
  const keyframe = draw(raw, from, pending, size);
  try {
    const marks = new Marks();
    if (!markAlike(keyframe, terminal, isMarked, marks)) return null;
    // A title or a link that was cut: a part of a secret may be in it.
    if (raw.length - pending > 8) return null;
    marks.cover(0, raw);
    return !marks.isEmpty;
  } finally {
    keyframe.dispose();
  }
};
