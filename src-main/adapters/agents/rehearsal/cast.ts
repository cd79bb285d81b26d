import { pieces } from '../rehearsal-material/pieces.ts';

/** A small generator of reproducible numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which specialists have a special part in a play of this seed. They are never the same. */
export interface Cast {
  readonly asks: string;
  readonly isBlocked: string;
  /** Its first attempt fails. */
  readonly fails: string;
}

export function castOf(seed: number): Cast {
  const random = seeded(seed);
  let left = pieces.map((piece) => piece.name);
  const draw = (): string => {
    const at = Math.floor(random() * left.length);
    const [drawn = '', ...after] = left.slice(at);
    left = [...after, ...left.slice(0, at)];
    return drawn;
  };
  return { asks: draw(), isBlocked: draw(), fails: draw() };
}

/** Two instances of one play have different rhythms: the seed is mixed with who it is. */
export const seedFor = (seed: number, id: string): number =>
  [...id].reduce((mixed, character) => (Math.imul(mixed, 31) + (character.codePointAt(0) ?? 0)) >>> 0, seed);
