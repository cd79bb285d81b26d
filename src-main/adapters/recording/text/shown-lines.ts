import type { Size } from '@contract/instances.ts';
import type { DecodedRecord } from '@contract/recording-format/record-codec.ts';
import type { TextLine } from './text-line.ts';
import { TextScreen } from './text-screen.ts';

/** A screen that stood for so long was seen: what stands on it then is told. Between two frames of a film there are 40 ms. */
const stoodMs = 40;
/** One that never stands is looked at so often nevertheless. */
const longestUnseenMs = 250;
/** A line that was on the screen within so many ms is not told again: a program that draws itself anew many times a second shows one line. */
const sameMs = 10_000;
/** Lines that are remembered for that; a screen is some fifty. */
const mostRemembered = 4000;
/** Letters of one line that is told: a longer one is told in pieces. */
export const longestLine = 4096;

const somethingShown = /[^\s\u2500-\u259f]/;
const encoder = new TextEncoder();

/** A line as it stood on a screen, one that was wrapped being one. */
export interface ShownLine {
  /** Milliseconds since 1970: when it came to stand there. */
  readonly at: number;
  /** Bytes of output up to then. */
  readonly offset: number;
  /** Which of those of the same moment and offset it is. */
  readonly place: number;
  readonly text: string;
}

/** Makes the lines that were shown out of a terminal's records. */
export class ShownLines {
  readonly #tell: (line: ShownLine) => void;
  readonly #screen: TextScreen;
  readonly #remembered = new Map<string, number>();
  /** Of a wrapped line whose first rows have left the screen. */
  #begun: { text: string; changed: boolean } | null = null;
  #at = 0;
  #offset = 0;
  #seenAt = 0;
  #changed = false;
  #place = 0;
  #placed = '';

  constructor(size: Size, tell: (line: ShownLine) => void) {
    this.#tell = tell;
    this.#screen = new TextScreen(size, {
      leaves: (line, goesOn) => this.#leaves(line, goesOn),
      clears: () => {
        this.#look(this.#at);
        // More is being drawn.
        this.#changed = true;
      },
    });
  }

  /** What stood there at first, and was told before. */
  begin(at: number, offset: number, data: string, pending: Uint8Array): void {
    this.#screen.feed(encoder.encode(data));
    this.#screen.feed(pending);
    [this.#at, this.#offset, this.#seenAt] = [at, offset, at];
    for (const line of this.#screen.lines) line.isChanged = false;
    this.#begun = null;
    this.#place = 0;
    this.#look(at);
  }

  take({ at, offset, record }: DecodedRecord): void {
    if (at - this.#at >= stoodMs || at - this.#seenAt >= longestUnseenMs) this.#look(at);
    this.#at = at;
    this.#offset = offset;
    switch (record.kind) {
      case 'output':
        this.#offset += record.bytes.length;
        this.#draw(record.bytes);
        return;
      case 'inject':
        this.#draw(encoder.encode(record.data));
        return;
      case 'blank':
        this.#screen.restart(record.size);
        return;
      case 'resized':
        this.#look(at);
        this.#screen.resize(record.size);
        return;
      default:
    }
  }

  /** Nothing comes any more, or not before `now`: what has stood for long enough is told. */
  end(now: number): void {
    if (now - this.#at < stoodMs) return;
    this.#look(now);
  }

  #draw(bytes: Uint8Array): void {
    this.#changed = true;
    this.#screen.feed(bytes);
  }

  /** Tells what is new on the screen. `until`: how long what stands there has stood. */
  #look(until: number): void {
    this.#seenAt = until;
    for (const { text, changed } of this.#linesOnScreen()) {
      if (this.#changed && changed) this.#say(text, until);
      else if (text !== '') this.#remember(text, until);
    }
    this.#changed = false;
  }

  *#linesOnScreen(): Generator<{ text: string; changed: boolean }> {
    let open = this.#begun;
    // Its rest is looked at again when it leaves, too.
    if (open !== null) this.#begun = { ...open, changed: false };
    for (const line of this.#screen.lines) {
      const { text, isChanged: changed } = line;
      line.isChanged = false;
      if (open !== null && line.isWrapped)
        open = { text: open.text + text, changed: open.changed || changed };
      else {
        if (open !== null) yield open;
        open = { text, changed };
      }
    }
    if (open !== null) yield open;
  }

  #leaves(line: TextLine, goesOn: boolean): void {
    const { text, isChanged: changed, isWrapped } = line;
    if (!goesOn) {
      if (changed) this.#say(text, this.#at);
      return;
    }
    const open = this.#begun;
    if (open !== null && isWrapped && open.text.length < longestLine)
      this.#begun = { text: open.text + text, changed: open.changed || changed };
    else {
      if (open?.changed === true) this.#say(open.text, this.#at);
      this.#begun = { text, changed };
    }
    // Nothing that follows belongs to it: it is whole.
    if (this.#screen.lines[0]?.isWrapped !== true) this.#endBegun();
  }

  #endBegun(): void {
    const open = this.#begun;
    this.#begun = null;
    if (open?.changed === true) this.#say(open.text, this.#at);
  }

  #say(text: string, until: number): void {
    if (!somethingShown.test(text)) return;
    const last = this.#remembered.get(text);
    this.#remember(text, until);
    if (last !== undefined && this.#at - last < sameMs) return;
    for (let from = 0; from < text.length; from += longestLine)
      this.#tell({
        at: this.#at,
        offset: this.#offset,
        place: this.#nextPlace(),
        text: text.slice(from, from + longestLine),
      });
  }

  #nextPlace(): number {
    const placed = `${this.#at} ${this.#offset}`;
    this.#place = placed === this.#placed ? this.#place + 1 : 0;
    this.#placed = placed;
    return this.#place;
  }

  #remember(text: string, at: number): void {
    this.#remembered.delete(text);
    this.#remembered.set(text, at);
    if (this.#remembered.size <= mostRemembered) return;
    const oldest = this.#remembered.keys().next();
    if (oldest.done !== true) this.#remembered.delete(oldest.value);
  }
}
