/** Randomness and hashes. */
export interface Secrets {
  /** 256 random bits, URL-safe. */
  token(): string;
  /** Short enough to type: 64 random bits. */
  nonce(): string;
  /** A random UUID (version 4). */
  uuid(): string;
  /** SHA-256, hex. Tokens have enough entropy to need no salt. */
  hash(secret: string): string;
}
