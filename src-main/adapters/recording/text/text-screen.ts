import type { Size } from '@contract/instances.ts';
import { EscapeParser, type TerminalActions } from './escape-parser.ts';
import { widthOf } from './letter-width.ts';
import { cell, type TextLine } from './text-line.ts';
import { type RowLeaves, TextRows } from './text-rows.ts';

/** Line drawing: in place of some letters there are lines, which no one searches for. */
const drawing = '0';
const line = 0x2500;
/** xterm's own bound is the screen; more is repeated by none. */
const mostRepeats = 10_000;

interface Heard {
  /** A row leaves the screen. */
  readonly leaves: RowLeaves;
  /** All that stands there is about to go. */
  readonly clears: () => void;
}

/**
 * The letters on a terminal's screen, and nothing of how they look: a tenth of what a whole terminal costs. Where text stands is as in
 * xterm, to which a property test compares it.
 */
export class TextScreen implements TerminalActions {
  readonly #parser = new EscapeParser(this);
  readonly #heard: Heard;
  #size: Size;
  #main: TextRows;
  #other: TextRows;
  #rows: TextRows;
  #charsets = ['', '', '', ''];
  #shift = 0;
  #charset = '';
  #wraps = true;
  #inserts = false;
  #isOrigin = false;
  #returns = false;
  #canRepeat = false;

  constructor(size: Size, heard: Heard) {
    this.#heard = heard;
    this.#size = size;
    [this.#main, this.#other] = this.#blank();
    this.#rows = this.#main;
    this.#resetModes();
  }

  get lines(): readonly TextLine[] {
    return this.#rows.lines;
  }

  feed(bytes: Uint8Array): void {
    this.#parser.feed(bytes);
  }

  /** As a new terminal of that size. */
  restart(size: Size): void {
    this.#heard.clears();
    this.#size = size;
    [this.#main, this.#other] = this.#blank();
    this.#rows = this.#main;
    this.#resetModes();
  }

  resize(size: Size): void {
    this.#size = size;
    this.#main.resize(size);
    this.#other.resize(size);
  }

  printAscii(bytes: Uint8Array, from: number, to: number): void {
    this.#canRepeat = true;
    if (this.#charset === drawing || this.#inserts) {
      for (let at = from; at < to; at += 1) this.#put(this.#drawn(bytes[at] ?? 0), 1);
      return;
    }
    for (let at = from; at < to; ) {
      if (!this.#makeRoom(1)) return;
      const rows = this.#rows;
      const count = Math.min(to - at, this.#size.cols - rows.x);
      const { line: row } = rows;
      if (rows.x > 0 && row.isWide(rows.x - 1)) row.set(rows.x - 1, cell.empty);
      row.setAscii(rows.x, bytes, at, at + count);
      rows.x += count;
      row.mendAt(rows.x);
      at += count;
      // Without wrapping, all that is too much is written over the last cell.
      if (!this.#wraps && at < to) at = Math.max(at, to - 1);
    }
  }

  print(code: number): void {
    this.#canRepeat = true;
    this.#put(code, widthOf(code));
  }

  control(code: number): void {
    this.#canRepeat = false;
    const rows = this.#rows;
    switch (code) {
      case 8:
        this.#hold();
        if (rows.x > 0) rows.x -= 1;
        return;
      case 9:
        if (rows.x < this.#size.cols) this.#tab(1);
        return;
      case 10:
      case 11:
      case 12:
        this.#lineFeed();
        return;
      case 13:
        rows.x = 0;
        return;
      case 14:
      case 15:
        this.#shiftTo(code === 14 ? 1 : 0);
        return;
      case 0x84:
        this.#index();
        return;
      case 0x85:
        rows.x = 0;
        this.#index();
        return;
      case 0x88:
        rows.tabs.add(rows.x);
        return;
      default:
    }
  }

  escape(between: string, final: string): void {
    this.#canRepeat = false;
    const slot = between === '' ? -1 : '()*+'.indexOf(between);
    if (slot >= 0) {
      this.#charsets[slot] = final === drawing ? drawing : '';
      if (slot === this.#shift) this.#shiftTo(slot);
      return;
    }
    if (between === '#' && final === '8') this.#fillWithE();
    if (between === '') this.#plainEscape(final);
  }

  sequence(marks: string, numbers: readonly number[], final: string): void {
    const repeats = final === 'b' && marks === '' && this.#canRepeat;
    this.#canRepeat = false;
    if (marks === '?') this.#privateSequence(numbers, final);
    else if (marks === '!' && final === 'p') this.#softReset();
    else if (marks !== '') return;
    else if (repeats) this.#repeat(numbers[0] || 1);
    else if (!this.#move(numbers[0] || 1, final)) this.#change(numbers, final);
  }

  #shiftTo(slot: number): void {
    this.#shift = slot;
    this.#charset = this.#charsets[slot] ?? '';
  }

  #blank(): [TextRows, TextRows] {
    const { leaves } = this.#heard;
    return [new TextRows(this.#size, true, leaves), new TextRows(this.#size, false, leaves)];
  }

  #resetModes(): void {
    [this.#wraps, this.#inserts, this.#isOrigin, this.#returns] = [true, false, false, false];
    this.#charsets = ['', '', '', ''];
    this.#shiftTo(0);
  }

  #drawn(code: number): number {
    return this.#charset === drawing && code >= 0x60 ? line : code;
  }

  /** So that so many cells fit in behind the cursor. False: they don't, and are left out. */
  #makeRoom(width: number): boolean {
    const rows = this.#rows;
    const { cols } = this.#size;
    if (rows.x + width <= cols) return true;
    if (!this.#wraps) {
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
    rows.y = Math.min(rows.y, this.#size.rows - 1);
    rows.line.isWrapped = true;
    return true;
  }

  #put(code: number, width: 0 | 1 | 2): void {
    const rows = this.#rows;
    if (width === 0) {
      if (rows.x > 0) rows.line.mark(rows.x - (rows.line.at(rows.x - 1) === cell.secondHalf ? 2 : 1), code);
      return;
    }
    // On a terminal of one column a wide letter fits nowhere.
    if (width > this.#size.cols || !this.#makeRoom(width)) return;
    const { line: row } = rows;
    if (rows.x > 0 && row.isWide(rows.x - 1)) row.set(rows.x - 1, cell.empty);
    if (this.#inserts) row.insert(rows.x, width);
    row.set(rows.x, code);
    if (width === 2) row.set(rows.x + 1, cell.secondHalf);
    rows.x += width;
    row.mendAt(rows.x);
  }

  #repeat(count: number): void {
    const rows = this.#rows;
    const { line: row } = rows;
    const isWide = row.at(rows.x - 1) === cell.secondHalf;
    const code = row.at(rows.x - (isWide ? 2 : 1)) || 0x20;
    for (let left = Math.min(count, mostRepeats); left > 0; left -= 1) this.#put(code, isWide ? 2 : 1);
  }

  #hold(last = this.#size.cols - 1): void {
    const rows = this.#rows;
    const least = this.#isOrigin ? rows.top : 0;
    const most = this.#isOrigin ? rows.bottom : this.#size.rows - 1;
    rows.x = Math.min(Math.max(rows.x, 0), last);
    rows.y = Math.min(Math.max(rows.y, least), most);
  }

  #goTo(x: number, y: number): void {
    const rows = this.#rows;
    rows.x = x;
    rows.y = this.#isOrigin ? rows.top + y : y;
    this.#hold();
  }

  #goBy(x: number, y: number): void {
    const rows = this.#rows;
    this.#hold();
    // As xterm does it: within a part that scrolls, once more from its top.
    this.#goTo(rows.x + x, rows.y + y);
  }

  #up(count: number): void {
    const { y, top } = this.#rows;
    this.#goBy(0, -(y >= top ? Math.min(y - top, count) : count));
  }

  #down(count: number): void {
    const { y, bottom } = this.#rows;
    this.#goBy(0, y <= bottom ? Math.min(bottom - y, count) : count);
  }

  #lineFeed(): void {
    const rows = this.#rows;
    if (this.#returns) rows.x = 0;
    rows.y += 1;
    if (rows.y === rows.bottom + 1) {
      rows.y -= 1;
      rows.scrollOn(false);
    } else if (rows.y >= this.#size.rows) rows.y = this.#size.rows - 1;
    else rows.line.isWrapped = false;
    if (rows.x >= this.#size.cols) rows.x -= 1;
  }

  #index(): void {
    const rows = this.#rows;
    this.#hold();
    rows.y += 1;
    if (rows.y === rows.bottom + 1) {
      rows.y -= 1;
      rows.scrollOn(false);
    } else if (rows.y >= this.#size.rows) rows.y = this.#size.rows - 1;
    this.#hold();
  }

  #reverseIndex(): void {
    const rows = this.#rows;
    this.#hold();
    if (rows.y === rows.top) rows.scrollDown(1);
    else rows.y -= 1;
    this.#hold();
  }

  #tab(count: number): void {
    const rows = this.#rows;
    const last = this.#size.cols - 1;
    for (let left = Math.min(count, last + 1); left > 0; left -= 1) {
      rows.x += 1;
      while (rows.x < last && !rows.tabs.has(rows.x)) rows.x += 1;
      rows.x = Math.min(rows.x, last);
    }
  }

  #tabBack(count: number): void {
    const rows = this.#rows;
    for (let left = Math.min(count, this.#size.cols); left > 0 && rows.x > 0; left -= 1) {
      rows.x -= 1;
      while (rows.x > 0 && !rows.tabs.has(rows.x)) rows.x -= 1;
    }
  }

  #plainEscape(final: string): void {
    const rows = this.#rows;
    switch (final) {
      case '7':
        rows.save(this.#charset);
        return;
      case '8':
        this.#restore();
        return;
      case 'D':
        this.#index();
        return;
      case 'E':
        rows.x = 0;
        this.#index();
        return;
      case 'H':
        rows.tabs.add(rows.x);
        return;
      case 'M':
        this.#reverseIndex();
        return;
      case 'c':
        this.restart(this.#size);
        return;
      case 'n':
      case 'o':
        this.#shiftTo(final === 'n' ? 2 : 3);
        return;
      default:
    }
  }

  #restore(): void {
    const rows = this.#rows;
    rows.x = rows.savedX;
    rows.y = rows.restoredY;
    this.#charset = rows.savedCharset;
    this.#hold();
  }

  /** Sequences that only move the cursor. False: it is none of them. */
  #move(count: number, final: string): boolean {
    const rows = this.#rows;
    switch (final) {
      case 'A':
        this.#up(count);
        return true;
      case 'B':
        this.#down(count);
        return true;
      case 'C':
      case 'a':
        this.#goBy(count, 0);
        return true;
      case 'D':
        this.#goBy(-count, 0);
        return true;
      case 'E':
        this.#down(count);
        rows.x = 0;
        return true;
      case 'F':
        this.#up(count);
        rows.x = 0;
        return true;
      case 'G':
      case '`':
        this.#goTo(count - 1, rows.y);
        return true;
      case 'I':
        if (rows.x < this.#size.cols) this.#tab(count);
        return true;
      case 'Z':
        if (rows.x < this.#size.cols) this.#tabBack(count);
        return true;
      case 'd':
        this.#goTo(rows.x, count - 1);
        return true;
      case 'e':
        this.#goBy(0, count);
        return true;
      default:
        return false;
    }
  }

  #change(numbers: readonly number[], final: string): void {
    const rows = this.#rows;
    const [first = 0, second = 0] = numbers;
    const count = first || 1;
    switch (final) {
      case 'H':
      case 'f':
        this.#goTo((second || 1) - 1, count - 1);
        return;
      case 'J':
        this.#eraseScreen(first);
        return;
      case 'K':
        this.#eraseLine(first);
        return;
      case '@':
        this.#hold();
        rows.line.insert(rows.x, Math.min(count, this.#size.cols));
        return;
      case 'P':
        this.#hold();
        rows.line.remove(rows.x, Math.min(count, this.#size.cols));
        return;
      case 'X':
        this.#hold();
        rows.line.erase(rows.x, rows.x + count);
        return;
      case 'L':
      case 'M':
        this.#shiftLines(count, final);
        return;
      case 'S':
        rows.scrollUp(count);
        return;
      case 'T':
        if (numbers.length < 2) rows.scrollDown(count);
        return;
      default:
        this.#set(numbers, final);
    }
  }

  #set(numbers: readonly number[], final: string): void {
    const rows = this.#rows;
    switch (final) {
      case 'g':
        if (numbers[0] === 3) rows.tabs.clear();
        else if (numbers[0] === 0) rows.tabs.delete(rows.x);
        return;
      case 'h':
      case 'l':
        if (numbers.includes(4)) this.#inserts = final === 'h';
        if (numbers.includes(20)) this.#returns = final === 'h';
        return;
      case 'r':
        this.#scrollRegion(numbers);
        return;
      case 's':
        rows.save(this.#charset);
        return;
      case 'u':
        this.#restore();
        return;
      default:
    }
  }

  #scrollRegion([first = 0, second = 0]: readonly number[]): void {
    const rows = this.#rows;
    const top = first || 1;
    const bottom = second === 0 || second > this.#size.rows ? this.#size.rows : second;
    if (bottom <= top) return;
    [rows.top, rows.bottom] = [top - 1, bottom - 1];
    this.#goTo(0, 0);
  }

  #shiftLines(count: number, final: 'L' | 'M'): void {
    const rows = this.#rows;
    this.#hold();
    if (rows.y > rows.bottom || rows.y < rows.top) return;
    if (final === 'L') rows.insertLines(count);
    else rows.removeLines(count);
    rows.x = 0;
  }

  #eraseLine(which: number): void {
    const rows = this.#rows;
    const { cols } = this.#size;
    this.#hold(cols);
    const { line: row, x } = rows;
    if (which === 0) {
      row.erase(x, cols);
      if (x === 0) row.isWrapped = false;
    } else if (which === 1) row.erase(0, x + 1);
    else if (which === 2) rows.clearRow(rows.y);
  }

  #eraseScreen(which: number): void {
    const rows = this.#rows;
    const { cols, rows: height } = this.#size;
    this.#hold(cols);
    if (which > 2) return;
    this.#heard.clears();
    if (which === 0) {
      this.#eraseLine(0);
      for (let row = rows.y + 1; row < height; row += 1) rows.clearRow(row);
    } else if (which === 1) {
      rows.line.erase(0, rows.x + 1);
      rows.line.isWrapped = false;
      if (rows.x + 1 >= cols && rows.y + 1 < height) rows.lineAt(rows.y + 1).isWrapped = false;
      for (let row = 0; row < rows.y; row += 1) rows.clearRow(row);
    } else rows.clear();
  }

  #fillWithE(): void {
    this.#heard.clears();
    for (const row of this.#rows.lines) row.fill(0x45);
    this.#goTo(0, 0);
  }

  #softReset(): void {
    const rows = this.#rows;
    [rows.top, rows.bottom] = [0, this.#size.rows - 1];
    [this.#wraps, this.#inserts, this.#isOrigin] = [true, false, false];
    this.#charsets = ['', '', '', ''];
    this.#shiftTo(0);
    rows.forgetSaved();
  }

  #privateSequence(numbers: readonly number[], final: string): void {
    if (final === 'J') this.#eraseScreen(numbers[0] ?? 0);
    if (final === 'K') this.#eraseLine(numbers[0] ?? 0);
    if (final !== 'h' && final !== 'l') return;
    for (const number of numbers) this.#mode(number, final === 'h');
  }

  #mode(number: number, on: boolean): void {
    switch (number) {
      case 6:
        this.#isOrigin = on;
        this.#goTo(0, 0);
        return;
      case 7:
        this.#wraps = on;
        return;
      case 47:
      case 1047:
        this.#show(on);
        return;
      case 1048:
        if (on) this.#rows.save(this.#charset);
        else this.#restore();
        return;
      case 1049:
        if (on) this.#rows.save(this.#charset);
        this.#show(on);
        if (!on) this.#restore();
        return;
      default:
    }
  }

  /** The other screen, which is blank whenever it comes, or back to the main one. */
  #show(other: boolean): void {
    const [from, to] = [this.#rows, other ? this.#other : this.#main];
    if (from === to) return;
    this.#heard.clears();
    this.#other.renew();
    [to.x, to.y] = [from.x, from.y];
    this.#rows = to;
  }
}
