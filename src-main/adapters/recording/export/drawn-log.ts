import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import type { Cover, Place } from './marks.ts';

/** Characters of before that are looked at again with what follows: a private key of 4,096 bits with its lines is half of it. */
const carried = 8192;
/** Looked at when so many are new. */
const full = 16_384;

export interface Found {
  /** By place; those without one are left out. */
  readonly places: readonly { readonly place: Place; readonly how: Cover }[];
  readonly what: string;
}

/** A text in the order in which it came, with the place of each character, in which secrets are looked for. */
export class DrawnLog {
  readonly #finder: SecretFinder;
  readonly #tell: (found: Found) => void;
  #codes: number[] = [];
  #places: Place[] = [];
  #covers: Cover[] = [];
  /** Whether something other than a change of colour stands before it. */
  #apart: boolean[] = [];
  #fresh = 0;
  #anyApart = false;

  constructor(finder: SecretFinder, tell: (found: Found) => void) {
    this.#finder = finder;
    this.#tell = tell;
  }

  add(code: number, place: Place, how: Cover, apart: boolean): void {
    this.#codes.push(code);
    this.#places.push(place);
    this.#covers.push(how);
    this.#apart.push(apart);
    this.#fresh += 1;
    this.#anyApart ||= apart;
    if (this.#fresh >= full) this.look();
  }

  /** Looks at what is new. */
  look(): void {
    if (this.#fresh === 0) return;
    this.#lookAs(true);
    // What a program has broken in two itself: without the breaks.
    if (this.#anyApart) this.#lookAs(false);
    this.#fresh = 0;
    const from = Math.max(0, this.#codes.length - carried);
    this.#codes = this.#codes.slice(from);
    this.#places = this.#places.slice(from);
    this.#covers = this.#covers.slice(from);
    this.#apart = this.#apart.slice(from);
  }

  #lookAs(withBreaks: boolean): void {
    const parts: string[] = [];
    const indexes: number[] = [];
    this.#codes.forEach((code, index) => {
      if (withBreaks && this.#apart[index] === true) {
        parts.push('\n');
        indexes.push(-1);
      }
      const char = String.fromCodePoint(code);
      parts.push(char);
      for (let unit = 0; unit < char.length; unit += 1) indexes.push(index);
    });
    const text = parts.join('');
    const spans = this.#finder.find(text);
    this.#finder.learn(text, spans);
    for (const { from, to, what } of spans) {
      const drawn = new Set(indexes.slice(from, to).filter((index) => index >= 0));
      const places = [...drawn].map((index) => ({
        place: this.#places[index] ?? -1,
        how: this.#covers[index] ?? 'narrow',
      }));
      this.#tell({ places, what });
    }
  }
}
