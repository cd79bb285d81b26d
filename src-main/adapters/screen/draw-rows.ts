import type { IBuffer } from '@xterm/headless';
import { lookCodes } from './look-codes.ts';
import type { Cell } from './terminal-insides.ts';

export const moveTo = (row: number, col: number): string => `\x1b[${row + 1};${col + 1}H`;

const plain = '\x1b[0m';

/** Draws one row: runs of text that look alike, each at its place. An erased cell that has a colour is drawn as the blank it looks like. */
const drawRow = (cells: readonly Cell[], row: number): string => {
  let drawn = '';
  let look = '';
  /** Where the terminal's cursor stands by now; -1: anywhere. */
  let at = -1;
  for (let col = 0; col < cells.length; ) {
    const cell = cells[col];
    if (cell === undefined) break;
    const [chars, width] = [cell.getChars(), cell.getWidth()];
    const wanted = lookCodes(cell);
    if (chars === '' && (wanted === plain || width === 0)) {
      col += 1;
      continue;
    }
    // A character that combines, alone in its cell, must not join the one before.
    if (at !== col || width === 0) drawn += moveTo(row, col);
    if (look !== wanted) drawn += wanted;
    look = wanted;
    // Half of a wide character, left by another size, would be drawn on the next row.
    drawn += chars === '' || col + width > cells.length ? ' ' : chars;
    at = col + width;
    col += Math.max(1, width);
  }
  return drawn;
};

/** The screen of a buffer without what is above it, on a blank one whose cursor may be anywhere. */
export const drawRows = (buffer: IBuffer, cols: number, rows: number): string => {
  let drawn = '';
  for (let row = 0; row < rows; row += 1) {
    const line = buffer.getLine(buffer.baseY + row);
    const cells = Array.from({ length: cols }, (_, col) => line?.getCell(col) as Cell | undefined);
    drawn += drawRow(
      cells.filter((cell) => cell !== undefined),
      row,
    );
  }
  return drawn + plain;
};

/** The cell at a place of the screen. */
export const cellAt = (buffer: IBuffer, row: number, col: number): Cell | undefined =>
  buffer.getLine(buffer.baseY + row)?.getCell(col) as Cell | undefined;
