/** What the core asks of the machine's memory. */
export interface Memory {
  /** Bytes that programs can have without others being swapped out; null where the system does not tell. */
  available(): Promise<number | null>;
}
