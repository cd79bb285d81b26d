/** The largest that is written: whole numbers beyond it are not exact. It takes 8 bytes. */
const longest = 8;

/** Appends a whole number, 0 to 2^53 - 1, seven bits a byte, the lowest first; the last byte is below 128. */
export const pushVarint = (target: number[], value: number): void => {
  let rest = value;
  while (rest > 127) {
    target.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  target.push(rest);
};

export interface ReadVarint {
  readonly value: number;
  /** Where the next thing begins. */
  readonly next: number;
}

/** Null: the bytes end within it, or it is no number that is ever written. */
export const readVarint = (bytes: Uint8Array, at: number): ReadVarint | null => {
  let value = 0;
  let scale = 1;
  for (let taken = 0; taken < longest; taken += 1) {
    const byte = bytes[at + taken];
    if (byte === undefined) return null;
    value += (byte & 127) * scale;
    if (byte < 128) return Number.isSafeInteger(value) ? { value, next: at + taken + 1 } : null;
    scale *= 128;
  }
  return null;
};
