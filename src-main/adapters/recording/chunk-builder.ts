import { encodeRecord, type RecordBase } from '@contract/recording-format/record-codec.ts';
import type { TerminalRecord } from '../../core/ports/recorder.ts';
import { splitRecord } from './split-record.ts';

/** Raw bytes at which a chunk is closed, two of which go to a keyframe: packs well, and is unpacked in a millisecond. */
const fullBytes = 98_304;
/** A chunk with anything in it is closed after so many ms: what lies raw in the tail stays little. */
const longestMs = 30_000;

const firstRoom = 4096;

/** Records that were not flushed yet, and where they begin. */
export interface Unflushed {
  readonly base: RecordBase;
  readonly lastAt: number;
  readonly endOffset: number;
  readonly bytes: Uint8Array;
}

/** The chunk of a stream that is being filled. */
export class ChunkBuilder {
  readonly base: RecordBase;
  #bytes = new Uint8Array(firstRoom);
  #length = 0;
  #lastAt: number;
  #endOffset: number;
  #flushedLength = 0;
  #flushed: RecordBase;

  constructor(base: RecordBase) {
    this.base = base;
    this.#lastAt = base.at;
    this.#endOffset = base.offset;
    this.#flushed = base;
  }

  get lastAt(): number {
    return this.#lastAt;
  }

  get endOffset(): number {
    return this.#endOffset;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  get isFull(): boolean {
    return this.#length >= fullBytes;
  }

  isAged(now: number): boolean {
    return this.#length > 0 && now - this.base.at >= longestMs;
  }

  /** Appends a record, in pieces where it is long, and calls `full` after each piece that fills the chunk until that returns another. */
  static append(
    builder: ChunkBuilder,
    at: number,
    record: TerminalRecord,
    close: (full: ChunkBuilder) => ChunkBuilder,
  ): ChunkBuilder {
    let open = builder;
    for (const piece of splitRecord(record)) {
      open.#push(at, piece);
      if (open.isFull) open = close(open);
    }
    return open;
  }

  /** All of it. A view: read it before the next record. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** What came since the last call. Null: nothing. */
  takeUnflushed(): Unflushed | null {
    if (this.#flushedLength === this.#length) return null;
    const taken = {
      base: this.#flushed,
      lastAt: this.#lastAt,
      endOffset: this.#endOffset,
      bytes: this.#bytes.subarray(this.#flushedLength, this.#length),
    };
    this.#flushedLength = this.#length;
    this.#flushed = { at: this.#lastAt, offset: this.#endOffset };
    return taken;
  }

  #push(at: number, record: TerminalRecord): void {
    // A clock that was set back must not bring the records out of order.
    const moment = Math.max(at, this.#lastAt);
    const { head, payload } = encodeRecord(moment - this.#lastAt, record);
    this.#reserve(head.length + payload.length);
    this.#bytes.set(head, this.#length);
    this.#bytes.set(payload, this.#length + head.length);
    this.#length += head.length + payload.length;
    this.#lastAt = moment;
    if (record.kind === 'output') this.#endOffset += record.bytes.length;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.bytes());
    this.#bytes = bytes;
  }
}
