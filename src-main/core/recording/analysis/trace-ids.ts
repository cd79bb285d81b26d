const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffffffffffffffffn;

/** FNV-1a of 64 bits, with a last mixing so that words which differ at their end differ in all digits. Ids are no secrets: it need not be a cryptographic one. */
const hash64 = (text: string, seed: bigint): bigint => {
  let hash = offset ^ seed;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * prime) & mask;
  hash ^= hash >> 33n;
  hash = (hash * 0xff51afd7ed558ccdn) & mask;
  return hash ^ (hash >> 33n);
};

/** An id of all zeroes is none. */
const hex = (hash: bigint): string => (hash === 0n ? 1n : hash).toString(16).padStart(16, '0');

/** 16 bytes, as hex digits. */
export const traceId = (name: string): string => hex(hash64(name, 1n)) + hex(hash64(name, 2n));

/** 8 bytes, as hex digits. */
export const spanId = (trace: string, key: string): string => hex(hash64(`${trace} ${key}`, 3n));
