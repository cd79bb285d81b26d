/**
 * Where the parser stands between two bytes, as xterm's own does (VT500: DEC's state machine): on the ground; behind an ESC and what may
 * stand after it; in a control sequence until its final byte; in a string until its end.
 */
type State = 'ground' | 'escape' | 'control' | 'command' | 'device' | 'text';

/** A sequence longer than this is a string (a title, an image): its head keeps the parser in it, and its middle shows nothing. */
const mostKept = 4096;

/** Begins a string or a control sequence, behind ESC. The same as one character (C1) has the code + 0x40. */
const begins = new Map<number, State>([
  [0x5b, 'control'],
  [0x5d, 'command'],
  [0x50, 'device'],
  [0x58, 'text'],
  [0x5e, 'text'],
  [0x5f, 'text'],
]);

const cancels = (code: number): boolean => code === 0x18 || code === 0x1a;

/** The state after a character, and not ESC. Codes from 0xa0 on stand for each other. */
const after = (state: State, code: number): State => {
  if (cancels(code)) return 'ground';
  if (code >= 0x80 && code < 0xa0) return begins.get(code - 0x40) ?? 'ground';
  switch (state) {
    case 'ground':
      return 'ground';
    case 'escape':
      if (code < 0x30 || code === 0x7f) return 'escape';
      return code > 0x7f ? 'ground' : (begins.get(code) ?? 'ground');
    case 'control':
      return code < 0x40 || code === 0x7f ? 'control' : 'ground';
    case 'command':
      return code === 0x07 ? 'ground' : 'command';
    default:
      return state;
  }
};

/** Bytes that follow one that begins a character; 0: it begins none. */
const following = (byte: number): number => {
  if (byte >= 0xc2 && byte <= 0xdf) return 1;
  if (byte >= 0xe0 && byte <= 0xef) return 2;
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : 0;
};

/**
 * Follows a terminal's input and keeps what is unfinished: the begin of an escape sequence or of a character. A terminal that is brought to
 * another's state needs it, too, or the rest would be drawn as text.
 */
export class Unfinished {
  #state: State = 'ground';
  #sequence: number[] = [];
  #character: number[] = [];
  #missing = 0;

  /** The bytes to be written behind a snapshot. */
  bytes(): Uint8Array {
    return Uint8Array.from([...this.#sequence, ...this.#character]);
  }

  /** What a terminal was given as bytes. */
  feed(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      // By far the most: text.
      if (this.#state === 'ground' && this.#missing === 0 && byte < 0x80 && byte !== 0x1b) continue;
      this.#byte(byte);
    }
  }

  /** What a terminal was given as text: a character that was left unfinished by bytes waits on. */
  inject(text: string): void {
    const character = this.#character;
    const missing = this.#missing;
    this.#character = [];
    this.#missing = 0;
    this.feed(new TextEncoder().encode(text));
    this.#character = character;
    this.#missing = missing;
  }

  /** The terminal is another one. */
  forget(): void {
    this.#state = 'ground';
    this.#sequence = [];
    this.#character = [];
    this.#missing = 0;
  }

  #byte(byte: number): void {
    if (this.#missing > 0 && (byte & 0xc0) === 0x80) {
      this.#character.push(byte);
      this.#missing -= 1;
      if (this.#missing > 0) return;
      const [first = 0, second = 0] = this.#character;
      const whole = this.#character;
      this.#character = [];
      this.#code(first === 0xc2 ? second : 0xa0, whole);
      return;
    }
    this.#character = [];
    this.#missing = following(byte);
    if (this.#missing > 0) this.#character.push(byte);
    else if (byte < 0x80) this.#code(byte, [byte]);
  }

  #code(code: number, bytes: readonly number[]): void {
    if (code === 0x1b) {
      this.#state = 'escape';
      this.#sequence = [code];
      return;
    }
    const before = this.#state;
    this.#state = after(before, code);
    if (this.#state === 'ground') this.#sequence = [];
    else if (code >= 0x80 && code < 0xa0) this.#sequence = [...bytes];
    else if (!this.#isDone(before, code) && this.#sequence.length < mostKept) this.#sequence.push(...bytes);
  }

  /** A control character within a sequence has had its effect: a second time would be one too many. */
  #isDone(state: State, code: number): boolean {
    return code < 0x20 && (state === 'escape' || state === 'control');
  }
}
