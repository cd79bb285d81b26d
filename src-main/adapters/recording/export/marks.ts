/** Room for the offsets of one blob: the largest that is read is a keyframe of 4 MB. */
const span = 2 ** 22;

/** A byte of a stream: of which blob, and where in it. A number below 2^48, which fits into the colours of a cell. */
export type Place = number;

/** A stream's blobs by number: the chunk, and the keyframe that stands before it. */
export const sourceOf = (what: 'chunk' | 'keyframe', chunk: number): number =>
  chunk * 2 + (what === 'keyframe' ? 1 : 0);

export const placeOf = (source: number, offset: number): Place => source * span + offset;

/**
 * What takes the place of a character, in as many bytes and as many columns, so that offsets and the screen's layout stay. `joining`: it has no
 * column of its own. `byte`, `gone`: of one byte alone.
 */
export type Cover = 'joining' | 'narrow' | 'wide' | 'byte' | 'gone';

const asterisk = 0x2a;
/** An asterisk of two columns in UTF-8. A character of two columns takes three bytes at least. */
const wideAsterisk = [0xef, 0xbc, 0x8a] as const;

const lengthOf = (lead: number): number => {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
};

const coverAt = (bytes: Uint8Array, at: number, how: Cover): void => {
  if (how === 'byte' || how === 'gone') {
    bytes[at] = how === 'byte' ? asterisk : 0;
    return;
  }
  // What is left over is NUL, which a terminal passes over.
  bytes.fill(0, at, at + lengthOf(bytes[at] ?? 0));
  if (how === 'narrow') bytes[at] = asterisk;
  if (how === 'wide') bytes.set(wideAsterisk, at);
};

/** The bytes of a stream that are to be covered. */
export class Marks {
  readonly #of = new Map<number, Map<number, Cover>>();
  #count = 0;

  /** False: it was marked already. */
  add(place: Place, how: Cover): boolean {
    const source = Math.floor(place / span);
    const offsets = this.#of.get(source) ?? new Map<number, Cover>();
    this.#of.set(source, offsets);
    if (offsets.has(place % span)) return false;
    offsets.set(place % span, how);
    this.#count += 1;
    return true;
  }

  /** One whose bytes are apart, since the character came in two pieces. */
  addSpread(places: readonly Place[], how: Cover): boolean {
    const whole = how === 'wide' ? wideAsterisk.length : how === 'joining' ? 0 : 1;
    // A wide one that is apart becomes two narrow ones: its bytes can't be told what they are one by one.
    const shown = how === 'wide' ? 2 : whole;
    const fresh = places.map((place, at) => this.add(place, at < shown ? 'byte' : 'gone'));
    return fresh.some((is) => is);
  }

  has(place: Place): boolean {
    return this.#of.get(Math.floor(place / span))?.has(place % span) ?? false;
  }

  hasAny(source: number): boolean {
    return this.#of.has(source);
  }

  /** How many bytes and characters are marked. */
  get count(): number {
    return this.#count;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Covers what is marked in the bytes of a blob. */
  cover(source: number, bytes: Uint8Array): void {
    for (const [offset, how] of this.#of.get(source) ?? []) coverAt(bytes, offset, how);
  }
}
