import type { Place } from './marks.ts';

export interface Decoded {
  readonly text: string;
  /** By code point. */
  readonly codes: Uint32Array;
  /** Where each begins. */
  readonly places: Float64Array;
}

const isWhole = (code: number, least: number): boolean =>
  code >= least && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && code !== 0xfeff;

/** Code points in one call: an argument each. */
const mostArguments = 4096;

const textOf = (codes: Uint32Array): string => {
  let text = '';
  for (let at = 0; at < codes.length; at += mostArguments)
    text += String.fromCodePoint(...codes.subarray(at, at + mostArguments));
  return text;
};

/** UTF-8 in pieces, as a terminal takes it: what makes no sense is left out. Knows of each character where it stands. */
export class CodePoints {
  #code = 0;
  #least = 0;
  #missing = 0;
  #begun: Place[] = [];
  readonly #spread: (places: readonly Place[]) => void;

  /** `spread` gets the places of a character whose bytes are not side by side. */
  constructor(spread: (places: readonly Place[]) => void) {
    this.#spread = spread;
  }

  /** `first`: the place of the first byte. */
  decode(bytes: Uint8Array, first: Place): Decoded {
    const codes = new Uint32Array(bytes.length);
    const places = new Float64Array(bytes.length);
    let count = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#missing > 0 && (byte & 0xc0) === 0x80) {
        if (!this.#follow(byte, first + at)) continue;
        codes[count] = this.#code;
        places[count] = this.#begun[0] ?? first + at;
        count += 1;
      } else if (byte < 0x80) {
        this.#missing = 0;
        codes[count] = byte;
        places[count] = first + at;
        count += 1;
      } else this.#begin(byte, first + at);
    }
    const found = codes.subarray(0, count);
    return { codes: found, places: places.subarray(0, count), text: textOf(found) };
  }

  #begin(byte: number, place: Place): void {
    this.#missing = byte >= 0xc2 && byte <= 0xf4 ? (byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3) : 0;
    this.#least = [0, 0x80, 0x800, 0x10000][this.#missing] ?? 0;
    this.#code = byte & (0x3f >> this.#missing);
    this.#begun = [place];
  }

  /** Whether a character is whole with it. */
  #follow(byte: number, place: Place): boolean {
    this.#code = this.#code * 64 + (byte & 0x3f);
    this.#begun.push(place);
    this.#missing -= 1;
    if (this.#missing > 0 || !isWhole(this.#code, this.#least)) return false;
    const [first = 0] = this.#begun;
    if (place - first >= this.#begun.length) this.#spread(this.#begun);
    return true;
  }
}
