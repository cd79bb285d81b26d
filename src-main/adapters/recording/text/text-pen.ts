import type { Size } from '@contract/instances.ts';
import { widthOf } from './letter-width.ts';
import { cell, type TextLine } from './text-line.ts';
import { type RowLeaves, TextRows } from './text-rows.ts';

/** Line drawing: in place of some letters there are lines, which no one searches for. */
const drawing = '0';
const line = 0x2500;
/** xterm's own bound is the screen; more is repeated by none. */
const mostRepeats = 10_000;

export interface Heard {
  /** A row leaves the screen. */
  readonly leaves: RowLeaves;
  /** All that stands there is about to go. */
  readonly clears: () => void;
}

/** Writes letters on a terminal's two screens, moves the cursor and erases, each as xterm does. */
export class TextPen {
  readonly #heard: Heard;
  size: Size;
  /** Those of the screen that is shown. */
  rows: TextRows;
  wraps = true;
  inserts = false;
  isOrigin = false;
  returns = false;
  #main: TextRows;
  #other: TextRows;
  #charsets = ['', '', '', ''];
  #shift = 0;
  #charset = '';

  constructor(size: Size, heard: Heard) {
    this.#heard = heard;
    this.size = size;
    [this.#main, this.#other] = this.#blank();
    this.rows = this.#main;
    this.#resetModes();
  }

  save(): void {
    this.rows.save(this.#charset);
  }

  /** Which signs one of the four charsets has. */
  setCharset(slot: number, final: string): void {
    this.#charsets[slot] = final === drawing ? drawing : '';
    if (slot === this.#shift) this.shiftTo(slot);
  }

  get lines(): readonly TextLine[] {
    return this.rows.lines;
  }

  /** As a new terminal of that size. */
  restart(size: Size): void {
    this.#heard.clears();
    this.size = size;
    [this.#main, this.#other] = this.#blank();
    this.rows = this.#main;
    this.#resetModes();
  }

  resize(size: Size): void {
    this.size = size;
    this.#main.resize(size);
    this.#other.resize(size);
  }

  printAscii(bytes: Uint8Array, from: number, to: number): void {
    if (this.#charset === drawing || this.inserts) {
      for (let at = from; at < to; at += 1) this.put(this.#drawn(bytes[at] ?? 0), 1);
      return;
    }
    for (let at = from; at < to; ) {
      if (!this.#makeRoom(1)) return;
      const rows = this.rows;
      const count = Math.min(to - at, this.size.cols - rows.x);
      const { line: row } = rows;
      if (rows.x > 0 && row.isWide(rows.x - 1)) row.set(rows.x - 1, cell.empty);
      row.setAscii(rows.x, bytes, at, at + count);
      rows.x += count;
      row.mendAt(rows.x);
      at += count;
      // Without wrapping, all that is too much is written over the last cell.
      if (!this.wraps && at < to) at = Math.max(at, to - 1);
    }
  }

  print(code: number): void {
    this.put(code, widthOf(code));
  }

  put(code: number, width: 0 | 1 | 2): void {
    const rows = this.rows;
    if (width === 0) {
      if (rows.x > 0) rows.line.mark(rows.x - (rows.line.at(rows.x - 1) === cell.secondHalf ? 2 : 1), code);
      return;
    }
    // On a terminal of one column a wide letter fits nowhere.
    if (width > this.size.cols || !this.#makeRoom(width)) return;
    const { line: row } = rows;
    if (rows.x > 0 && row.isWide(rows.x - 1)) row.set(rows.x - 1, cell.empty);
    if (this.inserts) row.insert(rows.x, width);
    row.set(rows.x, code);
    if (width === 2) row.set(rows.x + 1, cell.secondHalf);
    rows.x += width;
    row.mendAt(rows.x);
  }

  repeat(count: number): void {
    const rows = this.rows;
    const { line: row } = rows;
    const isWide = row.at(rows.x - 1) === cell.secondHalf;
    const code = row.at(rows.x - (isWide ? 2 : 1)) || 0x20;
    for (let left = Math.min(count, mostRepeats); left > 0; left -= 1) this.put(code, isWide ? 2 : 1);
  }

  hold(last = this.size.cols - 1): void {
    const rows = this.rows;
    const least = this.isOrigin ? rows.top : 0;
    const most = this.isOrigin ? rows.bottom : this.size.rows - 1;
    rows.x = Math.min(Math.max(rows.x, 0), last);
    rows.y = Math.min(Math.max(rows.y, least), most);
  }

  goTo(x: number, y: number): void {
    const rows = this.rows;
    rows.x = x;
    rows.y = this.isOrigin ? rows.top + y : y;
    this.hold();
  }

  goBy(x: number, y: number): void {
    const rows = this.rows;
    this.hold();
    // As xterm does it: within a part that scrolls, once more from its top.
    this.goTo(rows.x + x, rows.y + y);
  }

  up(count: number): void {
    const { y, top } = this.rows;
    this.goBy(0, -(y >= top ? Math.min(y - top, count) : count));
  }

  down(count: number): void {
    const { y, bottom } = this.rows;
    this.goBy(0, y <= bottom ? Math.min(bottom - y, count) : count);
  }

  lineFeed(): void {
    const rows = this.rows;
    if (this.returns) rows.x = 0;
    rows.y += 1;
    if (rows.y === rows.bottom + 1) {
      rows.y -= 1;
      rows.scrollOn(false);
    } else if (rows.y >= this.size.rows) rows.y = this.size.rows - 1;
    else rows.line.isWrapped = false;
    if (rows.x >= this.size.cols) rows.x -= 1;
  }

  index(): void {
    const rows = this.rows;
    this.hold();
    rows.y += 1;
    if (rows.y === rows.bottom + 1) {
      rows.y -= 1;
      rows.scrollOn(false);
    } else if (rows.y >= this.size.rows) rows.y = this.size.rows - 1;
    this.hold();
  }

  reverseIndex(): void {
    const rows = this.rows;
    this.hold();
    if (rows.y === rows.top) rows.scrollDown(1);
    else rows.y -= 1;
    this.hold();
  }

  tab(count: number): void {
    const rows = this.rows;
    const last = this.size.cols - 1;
    for (let left = Math.min(count, last + 1); left > 0; left -= 1) {
      rows.x += 1;
      while (rows.x < last && !rows.tabs.has(rows.x)) rows.x += 1;
      rows.x = Math.min(rows.x, last);
    }
  }

  tabBack(count: number): void {
    const rows = this.rows;
    for (let left = Math.min(count, this.size.cols); left > 0 && rows.x > 0; left -= 1) {
      rows.x -= 1;
      while (rows.x > 0 && !rows.tabs.has(rows.x)) rows.x -= 1;
    }
  }

  restore(): void {
    const rows = this.rows;
    rows.x = rows.savedX;
    rows.y = rows.restoredY;
    this.#charset = rows.savedCharset;
    this.hold();
  }

  scrollRegion([first = 0, second = 0]: readonly number[]): void {
    const rows = this.rows;
    const top = first || 1;
    const bottom = second === 0 || second > this.size.rows ? this.size.rows : second;
    if (bottom <= top) return;
    [rows.top, rows.bottom] = [top - 1, bottom - 1];
    this.goTo(0, 0);
  }

  shiftLines(count: number, final: 'L' | 'M'): void {
    const rows = this.rows;
    this.hold();
    if (rows.y > rows.bottom || rows.y < rows.top) return;
    if (final === 'L') rows.insertLines(count);
    else rows.removeLines(count);
    rows.x = 0;
  }

  eraseLine(which: number): void {
    const rows = this.rows;
    const { cols } = this.size;
    this.hold(cols);
    const { line: row, x } = rows;
    if (which === 0) {
      row.erase(x, cols);
      if (x === 0) row.isWrapped = false;
    } else if (which === 1) row.erase(0, x + 1);
    else if (which === 2) rows.clearRow(rows.y);
  }

  eraseScreen(which: number): void {
    const rows = this.rows;
    const { cols, rows: height } = this.size;
    this.hold(cols);
    if (which > 2) return;
    this.#heard.clears();
    if (which === 0) {
      this.eraseLine(0);
      for (let row = rows.y + 1; row < height; row += 1) rows.clearRow(row);
    } else if (which === 1) {
      rows.line.erase(0, rows.x + 1);
      rows.line.isWrapped = false;
      if (rows.x + 1 >= cols && rows.y + 1 < height) rows.lineAt(rows.y + 1).isWrapped = false;
      for (let row = 0; row < rows.y; row += 1) rows.clearRow(row);
    } else rows.clear();
  }

  fillWithE(): void {
    this.#heard.clears();
    for (const row of this.rows.lines) row.fill(0x45);
    this.goTo(0, 0);
  }

  softReset(): void {
    const rows = this.rows;
    [rows.top, rows.bottom] = [0, this.size.rows - 1];
    [this.wraps, this.inserts, this.isOrigin] = [true, false, false];
    this.#charsets = ['', '', '', ''];
    this.shiftTo(0);
    rows.forgetSaved();
  }

  /** The other screen, which is blank whenever it comes, or back to the main one. */
  show(other: boolean): void {
    const [from, to] = [this.rows, other ? this.#other : this.#main];
    if (from === to) return;
    this.#heard.clears();
    this.#other.renew();
    [to.x, to.y] = [from.x, from.y];
    this.rows = to;
  }

  shiftTo(slot: number): void {
    this.#shift = slot;
    this.#charset = this.#charsets[slot] ?? '';
  }

  #blank(): [TextRows, TextRows] {
    const { leaves } = this.#heard;
    return [new TextRows(this.size, true, leaves), new TextRows(this.size, false, leaves)];
  }

  #resetModes(): void {
    [this.wraps, this.inserts, this.isOrigin, this.returns] = [true, false, false, false];
    this.#charsets = ['', '', '', ''];
    this.shiftTo(0);
  }

  #drawn(code: number): number {
    return this.#charset === drawing && code >= 0x60 ? line : code;
  }

  /** So that so many cells fit in behind the cursor. False: they don't, and are left out. */
  #makeRoom(width: number): boolean {
    const rows = this.rows;
    const { cols } = this.size;
    if (rows.x + width <= cols) return true;
    if (!this.wraps) {
      rows.x = cols - 1;
      return width === 1;
    }
    rows.line.erase(Math.min(rows.x, cols), cols);
    rows.x = 0;
    rows.y += 1;
    if (rows.y === rows.bottom + 1) {
      rows.y -= 1;
      rows.scrollOn(true);
      return true;
    }
    rows.y = Math.min(rows.y, this.size.rows - 1);
    rows.line.isWrapped = true;
    return true;
  }
}
