import type { Size } from '@contract/instances.ts';
import { TextLine } from './text-line.ts';

/** Rows above the screen that the host's own terminals keep: until there are so many, a saved cursor goes up with its line. */
const mostAbove = 1000;

/** Who hears of rows that leave the screen. `goesOn`: they went up, in order, as what is printed on does. */
export type RowLeaves = (line: TextLine, goesOn: boolean) => void;

/** The rows of one of a terminal's two screens, with what is the screen's own: the cursor and the part that scrolls. */
export class TextRows {
  readonly #leaves: RowLeaves;
  readonly #hasAbove: boolean;
  #cols: number;
  lines: TextLine[];
  x = 0;
  y = 0;
  top = 0;
  bottom: number;
  savedX = 0;
  savedY = 0;
  savedCharset = '';
  tabs = new Set<number>();
  #above = 0;
  /** A row that left, for the next that comes: a flood brings a hundred thousand in a second. */
  #spare: TextLine | null = null;

  constructor({ cols, rows }: Size, hasAbove: boolean, leaves: RowLeaves) {
    this.#leaves = leaves;
    this.#hasAbove = hasAbove;
    this.#cols = cols;
    this.bottom = rows - 1;
    this.lines = Array.from({ length: rows }, () => new TextLine(cols));
    this.#setTabs();
  }

  get line(): TextLine {
    return this.lineAt(this.y);
  }

  lineAt(row: number): TextLine {
    const line = this.lines[row];
    // A bug of this file's if it ever is: the cursor is always held within the rows.
    if (line === undefined) throw new RangeError(`row ${row} of ${this.lines.length}`);
    return line;
  }

  save(charset: string): void {
    this.savedX = this.x;
    this.savedY = this.#above + this.y;
    this.savedCharset = charset;
  }

  forgetSaved(): void {
    this.savedX = 0;
    this.savedY = this.#above;
    this.savedCharset = '';
  }

  get restoredY(): number {
    return Math.max(this.savedY - this.#above, 0);
  }

  /** One row up within the part that scrolls. */
  scrollOn(isWrapped: boolean): void {
    this.#out(this.top, this.top === 0);
    this.#in(this.bottom, isWrapped);
    if (this.top === 0 && this.#hasAbove && this.#above < mostAbove) this.#above += 1;
  }

  scrollUp(count: number): void {
    for (let left = Math.min(count, this.lines.length); left > 0; left -= 1) {
      this.#out(this.top, false);
      this.#in(this.bottom, false);
    }
  }

  scrollDown(count: number): void {
    for (let left = Math.min(count, this.lines.length); left > 0; left -= 1) {
      this.#out(this.bottom, false);
      this.#in(this.top, false);
    }
  }

  insertLines(count: number): void {
    for (let left = Math.min(count, this.lines.length); left > 0; left -= 1) {
      this.#out(this.bottom, false);
      this.#in(this.y, false);
    }
  }

  removeLines(count: number): void {
    for (let left = Math.min(count, this.lines.length); left > 0; left -= 1) {
      this.#out(this.y, false);
      this.#in(this.bottom, false);
    }
  }

  clearRow(row: number): void {
    const line = this.lineAt(row);
    line.erase(0, this.#cols);
    line.isWrapped = false;
  }

  /** As it was made, but for the saved cursor. */
  renew(): void {
    [this.top, this.bottom] = [0, this.lines.length - 1];
    this.#setTabs();
    this.clear();
  }

  clear(): void {
    for (let row = 0; row < this.lines.length; row += 1) this.clearRow(row);
  }

  /** Without setting lines anew by their width, as a terminal does: a keyframe follows each resize and has them. */
  resize({ cols, rows }: Size): void {
    this.#cols = cols;
    for (const line of this.lines) line.resize(cols);
    while (this.lines.length > rows) {
      const above = this.y >= rows;
      this.#out(above ? 0 : this.lines.length - 1, above);
      if (above) this.y -= 1;
    }
    this.#spare = null;
    while (this.lines.length < rows) this.lines.push(new TextLine(cols));
    this.x = Math.min(this.x, cols - 1);
    this.y = Math.min(this.y, rows - 1);
    this.top = 0;
    this.bottom = rows - 1;
    this.#setTabs();
  }

  #setTabs(): void {
    this.tabs = new Set();
    for (let col = 0; col < this.#cols; col += 8) this.tabs.add(col);
  }

  #out(row: number, goesOn: boolean): void {
    const [line] = this.lines.splice(row, 1);
    if (line === undefined) return;
    this.#leaves(line, goesOn);
    this.#spare = line;
  }

  #in(row: number, isWrapped: boolean): void {
    const line = this.#spare ?? new TextLine(this.#cols);
    this.#spare = null;
    line.renew(isWrapped);
    this.lines.splice(row, 0, line);
  }
}
