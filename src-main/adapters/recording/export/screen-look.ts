import type { IBuffer } from '@xterm/headless';
import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { drawnBy, type Piece, textOfPieces } from './composed-text.ts';
import type { Found } from './drawn-log.ts';
import type { TracedTerminal } from './traced-terminal.ts';

/** Rows over which a program may have broken one secret: 255 letters in a panel of 40 columns. */
const brokenOver = 7;
/** Letters without a blank that a break must have on both sides together: below it there is no known shape. */
const shortestBroken = 16;
/** Rows of a private key. */
const rowsOfKey = 80;
/** Rows above the screen that are looked at again: a secret may begin in them. */
const above = 8;
/** The same, when the terminal has another size. */
const aboveResized = 100;

/** What stands around a text in a panel: its frame, and the mark of a box that is typed into. */
const frameBefore = /^[\s│┃║|▌▏>❯›•*]+/u;
const frameAfter = /[│┃║|▐▕\\]+$/u;
const keyHead = /PRIVATE KEY-----|PuTTY-User-Key-File/;

interface Row {
  readonly text: string;
  /** It goes on from the row above. */
  readonly wrapped: boolean;
}

const rowAt = (buffer: IBuffer, row: number): Row => {
  const line = buffer.getLine(row);
  return { text: line?.translateToString(false) ?? '', wrapped: line?.isWrapped ?? false };
};

const bareOf = (row: number, { text }: Row): Piece => {
  const from = frameBefore.exec(text)?.[0].length ?? 0;
  const bare = text.slice(from).trimEnd().replace(frameAfter, '').trimEnd();
  return { row, from, text: bare, between: '' };
};

const isBroken = (piece: Piece | undefined, next: Piece | undefined): boolean => {
  if (piece === undefined || next === undefined || piece.text === '' || next.text === '') return false;
  const head = next.text.indexOf(' ');
  const tail = piece.text.length - piece.text.lastIndexOf(' ') - 1;
  return tail > 0 && head !== 0 && tail + (head === -1 ? next.text.length : head) >= shortestBroken;
};

/** Looks at what a screen shows, each time that it may have changed. */
export class ScreenLook {
  readonly #finder: SecretFinder;
  readonly #tell: (found: Found) => void;
  /** What was seen last, from row `#first` of the buffer on. */
  #before: readonly Row[] = [];
  #first = 0;
  /** First row of the screen, when it was looked at last; null: all is new. */
  #top: number | null = null;
  #type = '';

  constructor(finder: SecretFinder, tell: (found: Found) => void) {
    this.#finder = finder;
    this.#tell = tell;
  }

  /** Another screen altogether: all of it is looked at. */
  forget(): void {
    this.#before = [];
    this.#top = null;
  }

  look(terminal: TracedTerminal): void {
    const { buffer } = terminal;
    if (this.#type !== buffer.type) this.forget();
    this.#type = buffer.type;
    const top = this.#top === null ? buffer.baseY - aboveResized : Math.min(this.#top, buffer.baseY) - above;
    const first = Math.max(0, top);
    const rows = Array.from({ length: buffer.baseY + terminal.size.rows - first }, (_, at) =>
      rowAt(buffer, first + at),
    );
    const isNew = rows.map((row, at) => {
      const known = this.#before[first + at - this.#first];
      return known === undefined || known.text !== row.text || known.wrapped !== row.wrapped;
    });
    if (isNew.some((is) => is)) this.#lookAt(terminal, rows, isNew, first);
    this.#keep(rows, first, buffer.baseY, terminal.trim());
  }

  #keep(rows: readonly Row[], first: number, top: number, trimmed: number): void {
    this.#before = trimmed > first ? rows.slice(trimmed - first) : rows;
    this.#first = Math.max(0, first - trimmed);
    this.#top = top - trimmed;
  }

  #lookAt(terminal: TracedTerminal, rows: readonly Row[], isNew: readonly boolean[], first: number): void {
    this.#findIn(terminal, newLines(rows, isNew, first));
    const bare = rows.map((row, at) => bareOf(first + at, row));
    const all = textOfPieces(bare);
    this.#tellOf(terminal, bare, all, this.#finder.findKnown(all));
    bare.forEach((piece, at) => {
      const text = rows[at]?.text ?? '';
      if (keyHead.test(text)) this.#findIn(terminal, inLines(bare.slice(at, at + rowsOfKey)));
      if (isBroken(piece, bare[at + 1]) && isNew.slice(at, at + brokenOver).some((is) => is))
        this.#findBroken(terminal, bare, at);
    });
  }

  /** A secret that the program itself has broken over rows: with so many rows after it as may be of it. */
  #findBroken(terminal: TracedTerminal, bare: readonly Piece[], at: number): void {
    for (let count = 2; count <= brokenOver; count += 1) {
      if (!isBroken(bare[at + count - 2], bare[at + count - 1])) return;
      this.#findIn(terminal, bare.slice(at, at + count));
    }
  }

  #findIn(terminal: TracedTerminal, pieces: readonly Piece[]): void {
    const text = textOfPieces(pieces);
    this.#tellOf(terminal, pieces, text, this.#finder.find(text));
  }

  #tellOf(
    terminal: TracedTerminal,
    pieces: readonly Piece[],
    text: string,
    spans: ReturnType<SecretFinder['find']>,
  ): void {
    if (spans.length === 0) return;
    this.#finder.learn(text, spans);
    for (const span of spans) this.#tell(drawnBy(terminal, pieces, span));
  }
}

const inLines = (pieces: readonly Piece[]): Piece[] => pieces.map((piece) => ({ ...piece, between: '\n' }));

/** The lines of which a row has changed, each whole. */
const newLines = (rows: readonly Row[], isNew: readonly boolean[], first: number): Piece[] => {
  const lines: Piece[] = [];
  for (let at = 0; at < rows.length; ) {
    let end = at + 1;
    while (rows[end]?.wrapped === true) end += 1;
    if (isNew.slice(at, end).some((is) => is))
      for (let row = at; row < end; row += 1) {
        const text = rows[row]?.text ?? '';
        const isLast = row === end - 1;
        lines.push({
          row: first + row,
          from: 0,
          text: isLast ? text.trimEnd() : text,
          between: row === at ? '\n' : '',
        });
      }
    at = end;
  }
  return lines;
};
