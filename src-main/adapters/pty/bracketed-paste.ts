const ESCAPE = 0x1b;
const LETTER_C = 0x63;
const BRACKET = 0x5b;
const QUESTION = 0x3f;
/** A mode sequence is shorter; what is longer without an end is none. */
const LONGEST_SEQUENCE = 64;

/** Follows a program's output for `CSI ? 2004 h` and `l`: whether it wants pastes in brackets. Chunks may be cut anywhere. */
export class BracketedPasteMode {
  #on = false;
  #rest: Uint8Array = new Uint8Array(0);

  get on(): boolean {
    return this.#on;
  }

  feed(chunk: Uint8Array): void {
    const bytes =
      this.#rest.length === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
        : Buffer.concat([this.#rest, chunk]);
    this.#rest = new Uint8Array(0);
    for (let at = bytes.indexOf(ESCAPE); at !== -1; at = bytes.indexOf(ESCAPE, at + 1)) {
      if (this.#sequence(bytes, at)) continue;
      if (bytes.length - at < LONGEST_SEQUENCE) this.#rest = Uint8Array.from(bytes.subarray(at));
      return;
    }
  }

  /** Looks at the sequence at `at`; false when its end isn't there yet. */
  #sequence(bytes: Buffer, at: number): boolean {
    const kind = bytes[at + 1];
    if (kind === undefined) return false;
    if (kind === LETTER_C) this.#on = false; // a full reset
    if (kind !== BRACKET) return true;
    if (bytes[at + 2] === undefined) return false;
    if (bytes[at + 2] !== QUESTION) return true;
    let end = at + 3;
    while (isParameter(bytes[end])) end++;
    const final = bytes[end];
    if (final === undefined) return end - at >= LONGEST_SEQUENCE;
    const letter = String.fromCharCode(final);
    const modes = bytes.toString('latin1', at + 3, end).split(';');
    if ((letter === 'h' || letter === 'l') && modes.includes('2004')) this.#on = letter === 'h';
    return true;
  }
}

/** A digit or a semicolon. */
function isParameter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x3b);
}
