/** What a terminal is told to do, by code points. */
export interface TerminalActions {
  /** Letters, digits and signs of ASCII that come in a row. */
  printAscii(bytes: Uint8Array, from: number, to: number): void;
  print(code: number): void;
  /** A control character of ASCII, or one of C1. */
  control(code: number): void;
  /** ESC with at most one byte between it and its last. */
  escape(between: string, final: string): void;
  /** A control sequence; `marks`: what stands before and behind its numbers (`?`, ` `). A number that is left out is 0. */
  sequence(marks: string, numbers: readonly number[], final: string): void;
}

const state = { ground: 0, escape: 1, sequence: 2, ignored: 3, text: 4 } as const;
type State = (typeof state)[keyof typeof state];

const escapeCode = 0x1b;
/** More numbers, or larger ones, are of no meaning; a flood of them must not take memory. */
const mostNumbers = 32;
const largestNumber = 100_000;
const mostMarks = 4;

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** The bytes that follow a lead byte of UTF-8; 0: it is none. */
const followersOf = (lead: number): number => {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
};

const leastOf = [0, 0x80, 0x800, 0x10000] as const;

/** Takes a terminal's output apart. It may be cut anywhere, within a character or within a sequence. */
export class EscapeParser {
  readonly #actions: TerminalActions;
  #state: State = state.ground;
  #marks = '';
  #numbers: number[] = [0];
  /** Within a part of a number behind a colon: those are only of colours and underlines. */
  #inPart = false;
  /** Of a string (a title, a link): BEL ends it, too. */
  #isTitle = false;
  #code = 0;
  #left = 0;
  #length = 0;

  constructor(actions: TerminalActions) {
    this.#actions = actions;
  }

  feed(bytes: Uint8Array): void {
    const end = bytes.length;
    for (let at = 0; at < end; ) {
      const byte = bytes[at] ?? 0;
      if (this.#state === state.ground && this.#left === 0 && byte >= 0x20 && byte < 0x7f) {
        let to = at + 1;
        for (let next = bytes[to] ?? 0; to < end && next >= 0x20 && next < 0x7f; next = bytes[to] ?? 0)
          to += 1;
        this.#actions.printAscii(bytes, at, to);
        at = to;
      } else {
        this.#byte(byte);
        at += 1;
      }
    }
  }

  #byte(byte: number): void {
    if (this.#left > 0) {
      if (isContinuation(byte)) {
        this.#code = (this.#code << 6) | (byte & 0x3f);
        this.#left -= 1;
        if (this.#left === 0) this.#whole();
        return;
      }
      // What was begun is no character: it is left out, as a terminal does.
      this.#left = 0;
    }
    if (byte < 0x80) {
      this.#take(byte);
      return;
    }
    this.#left = followersOf(byte);
    this.#length = this.#left;
    this.#code = byte & (0x3f >> this.#left);
  }

  #whole(): void {
    const code = this.#code;
    const least = leastOf[this.#length] ?? 0;
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (code >= least && code <= 0x10ffff && !isSurrogate && code !== 0xfeff) this.#take(code);
  }

  #take(code: number): void {
    if (this.#anywhere(code)) return;
    switch (this.#state) {
      case state.ground:
        if (code < 0x20) this.#actions.control(code);
        else if (code >= 0xa0) this.#actions.print(code);
        else if (code !== 0x7f) this.#actions.printAscii(Uint8Array.of(code), 0, 1);
        return;
      case state.escape:
        this.#inEscape(code);
        return;
      case state.sequence:
        this.#inSequence(code);
        return;
      case state.ignored:
        if (code < 0x20) this.#actions.control(code);
        else if (code >= 0x40 && code <= 0x7e) this.#state = state.ground;
        return;
      case state.text:
        if (code === 7 && this.#isTitle) this.#state = state.ground;
        return;
      default:
        this.#state satisfies never;
    }
  }

  /** What means the same wherever it stands. */
  #anywhere(code: number): boolean {
    if (code === escapeCode) this.#begin(state.escape);
    else if (code === 0x18 || code === 0x1a) this.#state = state.ground;
    else if (code < 0x80 || code > 0x9f) return false;
    else this.#takeC1(code);
    return true;
  }

  #takeC1(code: number): void {
    this.#state = state.ground;
    if (code === 0x9b) this.#begin(state.sequence);
    else if (code === 0x9d) this.#text(true);
    else if (code === 0x90 || code === 0x98 || code === 0x9e || code === 0x9f) this.#text(false);
    else if (code !== 0x9c) this.#actions.control(code);
  }

  #begin(next: State): void {
    this.#state = next;
    this.#marks = '';
    this.#numbers = [0];
    this.#inPart = false;
  }

  #text(isTitle: boolean): void {
    this.#state = state.text;
    this.#isTitle = isTitle;
  }

  #mark(code: number): void {
    if (this.#marks.length < mostMarks) this.#marks += String.fromCharCode(code);
  }

  #inEscape(code: number): void {
    if (code < 0x20) this.#actions.control(code);
    else if (code <= 0x2f) this.#mark(code);
    else if (code > 0x7f) this.#state = state.ground;
    else if (code === 0x7f) return;
    else if (this.#marks !== '') this.#endEscape(code);
    else if (code === 0x5b) this.#begin(state.sequence);
    else if (code === 0x5d) this.#text(true);
    else if (code === 0x50 || code === 0x58 || code === 0x5e || code === 0x5f) this.#text(false);
    else this.#endEscape(code);
  }

  #endEscape(code: number): void {
    this.#state = state.ground;
    this.#actions.escape(this.#marks, String.fromCharCode(code));
  }

  #inSequence(code: number): void {
    if (code < 0x20) this.#actions.control(code);
    else if (code <= 0x2f) this.#mark(code);
    else if (code <= 0x3f) this.#parameter(code);
    else if (code <= 0x7e) {
      this.#state = state.ground;
      this.#actions.sequence(this.#marks, this.#numbers, String.fromCharCode(code));
    } else if (code !== 0x7f) this.#state = state.ground;
  }

  #parameter(code: number): void {
    const isMark = code >= 0x3c;
    const isFirst = this.#marks === '' && this.#numbers.length === 1 && this.#numbers[0] === 0;
    const isBehind = this.#marks !== '' && this.#marks.charCodeAt(this.#marks.length - 1) < 0x30;
    if ((isMark && !isFirst) || isBehind) {
      this.#state = state.ignored;
      return;
    }
    if (isMark) this.#mark(code);
    else if (code === 0x3b) {
      if (this.#numbers.length < mostNumbers) this.#numbers.push(0);
      this.#inPart = false;
    } else if (code === 0x3a) this.#inPart = true;
    else if (!this.#inPart) this.#digit(code - 0x30);
  }

  #digit(digit: number): void {
    const last = this.#numbers.length - 1;
    this.#numbers[last] = Math.min(largestNumber, (this.#numbers[last] ?? 0) * 10 + digit);
  }
}
