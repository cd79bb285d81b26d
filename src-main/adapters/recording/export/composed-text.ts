import type { LeakSpan } from '../../../core/model/leaks/mask-leaks.ts';
import type { Found } from './drawn-log.ts';
import type { TracedCell, TracedTerminal } from './traced-terminal.ts';

/** A part of a row of the screen. */
export interface Piece {
  /** Of the buffer. */
  readonly row: number;
  /** In units of the row's text. */
  readonly from: number;
  readonly text: string;
  /** What stands between it and the piece before. */
  readonly between: '' | '\n';
}

export const textOfPieces = (pieces: readonly Piece[]): string =>
  pieces.map(({ between, text }, at) => (at === 0 ? text : between + text)).join('');

/** The cell of each unit of a row's text; an empty one is a blank. */
const cellsOfRow = (terminal: TracedTerminal, row: number): readonly TracedCell[] => {
  const line = terminal.buffer.getLine(row);
  if (line === undefined) return [];
  return terminal
    .cells(line)
    .flatMap((cell) => Array.from({ length: Math.max(1, cell.chars.length) }, () => cell));
};

const cellsOf = (
  terminal: TracedTerminal,
  pieces: readonly Piece[],
  from: number,
  to: number,
): readonly TracedCell[] => {
  const cells: TracedCell[] = [];
  let start = 0;
  pieces.forEach((piece, at) => {
    start += at === 0 ? 0 : piece.between.length;
    const [first, end] = [Math.max(from, start) - start, Math.min(to, start + piece.text.length) - start];
    if (first < end)
      cells.push(...cellsOfRow(terminal, piece.row).slice(piece.from + first, piece.from + end));
    start += piece.text.length;
  });
  return cells;
};

/** Which cells have drawn what was found in a text of pieces. */
export const drawnBy = (
  terminal: TracedTerminal,
  pieces: readonly Piece[],
  { from, to, what }: LeakSpan,
): Found => {
  const drawn = cellsOf(terminal, pieces, from, to).filter(({ place, chars }) => place >= 0 && chars !== '');
  return {
    what,
    places: drawn.map(({ place, width }) => ({ place, how: width === 2 ? 'wide' : 'narrow' })),
  };
};
