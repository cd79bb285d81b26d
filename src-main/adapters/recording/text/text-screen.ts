import type { Size } from '@contract/instances.ts';
import { EscapeParser, type TerminalActions } from './escape-parser.ts';
import type { TextLine } from './text-line.ts';
import { type Heard, TextPen } from './text-pen.ts';

/**
 * The letters on a terminal's screen, and nothing of how they look: a tenth of what a whole terminal costs. Where text stands is as in
 * xterm, to which a property test compares it. Here stands what each sequence means.
 */
export class TextScreen implements TerminalActions {
  readonly #parser = new EscapeParser(this);
  readonly #pen: TextPen;
  #canRepeat = false;

  constructor(size: Size, heard: Heard) {
    this.#pen = new TextPen(size, heard);
  }

  get lines(): readonly TextLine[] {
    return this.#pen.lines;
  }

  /** As a new terminal of that size. */
  restart(size: Size): void {
    this.#pen.restart(size);
  }

  resize(size: Size): void {
    this.#pen.resize(size);
  }

  printAscii(bytes: Uint8Array, from: number, to: number): void {
    this.#canRepeat = true;
    this.#pen.printAscii(bytes, from, to);
  }

  print(code: number): void {
    this.#canRepeat = true;
    this.#pen.print(code);
  }

  feed(bytes: Uint8Array): void {
    this.#parser.feed(bytes);
  }

  control(code: number): void {
    this.#canRepeat = false;
    const rows = this.#pen.rows;
    switch (code) {
      case 8:
        this.#pen.hold();
        if (rows.x > 0) rows.x -= 1;
        return;
      case 9:
        if (rows.x < this.#pen.size.cols) this.#pen.tab(1);
        return;
      case 10:
      case 11:
      case 12:
        this.#pen.lineFeed();
        return;
      case 13:
        rows.x = 0;
        return;
      case 14:
      case 15:
        this.#pen.shiftTo(code === 14 ? 1 : 0);
        return;
      case 0x84:
        this.#pen.index();
        return;
      case 0x85:
        rows.x = 0;
        this.#pen.index();
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
      this.#pen.setCharset(slot, final);
      return;
    }
    if (between === '#' && final === '8') this.#pen.fillWithE();
    if (between === '') this.#plainEscape(final);
  }

  sequence(marks: string, numbers: readonly number[], final: string): void {
    const repeats = final === 'b' && marks === '' && this.#canRepeat;
    this.#canRepeat = false;
    if (marks === '?') this.#privateSequence(numbers, final);
    else if (marks === '!' && final === 'p') this.#pen.softReset();
    else if (marks !== '') return;
    else if (repeats) this.#pen.repeat(numbers[0] || 1);
    else if (!this.#move(numbers[0] || 1, final)) this.#change(numbers, final);
  }

  #plainEscape(final: string): void {
    const rows = this.#pen.rows;
    switch (final) {
      case '7':
        this.#pen.save();
        return;
      case '8':
        this.#pen.restore();
        return;
      case 'D':
        this.#pen.index();
        return;
      case 'E':
        rows.x = 0;
        this.#pen.index();
        return;
      case 'H':
        rows.tabs.add(rows.x);
        return;
      case 'M':
        this.#pen.reverseIndex();
        return;
      case 'c':
        this.#pen.restart(this.#pen.size);
        return;
      case 'n':
      case 'o':
        this.#pen.shiftTo(final === 'n' ? 2 : 3);
        return;
      default:
    }
  }

  /** Sequences that only move the cursor. False: it is none of them. */
  #move(count: number, final: string): boolean {
    const rows = this.#pen.rows;
    switch (final) {
      case 'A':
        this.#pen.up(count);
        return true;
      case 'B':
        this.#pen.down(count);
        return true;
      case 'C':
      case 'a':
        this.#pen.goBy(count, 0);
        return true;
      case 'D':
        this.#pen.goBy(-count, 0);
        return true;
      case 'E':
        this.#pen.down(count);
        rows.x = 0;
        return true;
      case 'F':
        this.#pen.up(count);
        rows.x = 0;
        return true;
      case 'G':
      case '`':
        this.#pen.goTo(count - 1, rows.y);
        return true;
      case 'I':
        if (rows.x < this.#pen.size.cols) this.#pen.tab(count);
        return true;
      case 'Z':
        if (rows.x < this.#pen.size.cols) this.#pen.tabBack(count);
        return true;
      case 'd':
        this.#pen.goTo(rows.x, count - 1);
        return true;
      case 'e':
        this.#pen.goBy(0, count);
        return true;
      default:
        return false;
    }
  }

  #change(numbers: readonly number[], final: string): void {
    const rows = this.#pen.rows;
    const [first = 0, second = 0] = numbers;
    const count = first || 1;
    switch (final) {
      case 'H':
      case 'f':
        this.#pen.goTo((second || 1) - 1, count - 1);
        return;
      case 'J':
        this.#pen.eraseScreen(first);
        return;
      case 'K':
        this.#pen.eraseLine(first);
        return;
      case '@':
        this.#pen.hold();
        rows.line.insert(rows.x, Math.min(count, this.#pen.size.cols));
        return;
      case 'P':
        this.#pen.hold();
        rows.line.remove(rows.x, Math.min(count, this.#pen.size.cols));
        return;
      case 'X':
        this.#pen.hold();
        rows.line.erase(rows.x, rows.x + count);
        return;
      case 'L':
      case 'M':
        this.#pen.shiftLines(count, final);
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
    const rows = this.#pen.rows;
    switch (final) {
      case 'g':
        if (numbers[0] === 3) rows.tabs.clear();
        else if (numbers[0] === 0) rows.tabs.delete(rows.x);
        return;
      case 'h':
      case 'l':
        if (numbers.includes(4)) this.#pen.inserts = final === 'h';
        if (numbers.includes(20)) this.#pen.returns = final === 'h';
        return;
      case 'r':
        this.#pen.scrollRegion(numbers);
        return;
      case 's':
        this.#pen.save();
        return;
      case 'u':
        this.#pen.restore();
        return;
      default:
    }
  }

  #privateSequence(numbers: readonly number[], final: string): void {
    if (final === 'J') this.#pen.eraseScreen(numbers[0] ?? 0);
    if (final === 'K') this.#pen.eraseLine(numbers[0] ?? 0);
    if (final !== 'h' && final !== 'l') return;
    for (const number of numbers) this.#mode(number, final === 'h');
  }

  #mode(number: number, on: boolean): void {
    switch (number) {
      case 6:
        this.#pen.isOrigin = on;
        this.#pen.goTo(0, 0);
        return;
      case 7:
        this.#pen.wraps = on;
        return;
      case 47:
      case 1047:
        this.#pen.show(on);
        return;
      case 1048:
        if (on) this.#pen.save();
        else this.#pen.restore();
        return;
      case 1049:
        if (on) this.#pen.save();
        this.#pen.show(on);
        if (!on) this.#pen.restore();
        return;
      default:
    }
  }
}
