import { unescapeInPlace } from './octal.ts';

/** What one command answered: its lines without their ends. `own` tells a command of ours from one tmux ran by itself. */
export interface Block {
  readonly own: boolean;
  readonly failed: boolean;
  readonly lines: readonly Buffer[];
}

export interface ControlEvents {
  block(block: Block): void;
  /** A pane's bytes, unescaped: a view into the chunk. `pane` is its name, `%3`. */
  output(pane: string, bytes: Buffer): void;
  /** Any other notification: its name with the `%`, and the words after it. */
  notification(name: string, rest: string): void;
}

const NEWLINE = 0x0a;
const PERCENT = 0x25;
const SPACE = 0x20;
const OUTPUT = Buffer.from('%output %');
const EXTENDED = Buffer.from('%extended-output %');
const BEGIN = Buffer.from('%begin ');
const END = Buffer.from('%end ');
const FAILED = Buffer.from('%error ');

/**
 * Reads tmux's control mode from chunks that may be cut anywhere. Works on bytes: what programs print needs not be UTF-8.
 * A line within a block that begins with `%` is taken as a notification (tmux 3.3a puts them there when output is
 * backed up), so ask tmux for nothing whose lines a program could choose. It unescapes within the chunks it is fed, and
 * keeps nothing of them: the next may come in the same memory.
 */
export class ControlParser {
  readonly #events: ControlEvents;
  #partial: Buffer[] = [];
  /** What must follow `%end ` or `%error ` to close the open block: time, number and flags; null when none is open. */
  #open: { readonly guard: Buffer; readonly own: boolean; readonly lines: Buffer[] } | null = null;
  readonly #names = new Map<number, string>();

  constructor(events: ControlEvents) {
    this.#events = events;
  }

  feed(chunk: Buffer): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      if (end === -1) break;
      this.#line(this.#completed(chunk.subarray(from, end)));
      from = end + 1;
    }
    if (from < chunk.length) this.#partial.push(Buffer.from(chunk.subarray(from)));
  }

  #completed(tail: Buffer): Buffer {
    if (this.#partial.length === 0) return tail;
    const line = Buffer.concat([...this.#partial, tail]);
    this.#partial = [];
    return line;
  }

  #line(line: Buffer): void {
    if (line[0] !== PERCENT) {
      this.#open?.lines.push(Buffer.from(line));
    } else if (startsWith(line, OUTPUT)) {
      this.#output(line, OUTPUT.length, false);
    } else if (startsWith(line, EXTENDED)) {
      this.#output(line, EXTENDED.length, true);
    } else if (this.#open === null && startsWith(line, BEGIN)) {
      const guard = Buffer.from(line.subarray(BEGIN.length));
      this.#open = { guard, own: guard.at(-1) === 0x31, lines: [] };
    } else if (!this.#closes(line, END, false) && !this.#closes(line, FAILED, true)) {
      this.#notification(line);
    }
  }

  #closes(line: Buffer, word: Buffer, failed: boolean): boolean {
    const open = this.#open;
    if (open === null || !startsWith(line, word) || !line.subarray(word.length).equals(open.guard))
      return false;
    this.#open = null;
    this.#events.block({ own: open.own, failed, lines: open.lines });
    return true;
  }

  #output(line: Buffer, digits: number, extended: boolean): void {
    let at = digits;
    let number = 0;
    for (let byte = line[at] ?? SPACE; byte !== SPACE; byte = line[at] ?? SPACE) {
      number = number * 10 + byte - 0x30;
      at++;
    }
    // `%extended-output %3 120 : data`: how late it is stands before the data.
    const data = extended ? line.indexOf(': ', at) + 2 : at + 1;
    this.#events.output(this.#name(number), unescapeInPlace(line.subarray(data)));
  }

  #name(number: number): string {
    const known = this.#names.get(number);
    if (known !== undefined) return known;
    const name = `%${number}`;
    this.#names.set(number, name);
    return name;
  }

  #notification(line: Buffer): void {
    const text = line.toString('utf8');
    const space = text.indexOf(' ');
    if (space === -1) this.#events.notification(text, '');
    else this.#events.notification(text.slice(0, space), text.slice(space + 1));
  }
}

function startsWith(line: Buffer, word: Buffer): boolean {
  return line.length >= word.length && line.compare(word, 0, word.length, 0, word.length) === 0;
}
