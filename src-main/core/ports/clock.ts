/** Time, as the core asks for it, so that a test can turn the hands. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `run` once after `ms`; the returned function cancels it. A pending timer must not keep the process alive. */
  after(ms: number, run: () => void): () => void;
}
