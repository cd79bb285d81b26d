import type { TerminalRecord } from '../../core/ports/recorder.ts';
import type { ScreenSnapshot } from '../../core/ports/screens.ts';
import { ChunkBuilder } from './chunk-builder.ts';
import { type ClosedChunk, type Cut, closedChunk, packableOf, type Writes } from './write-rows.ts';

interface Stand {
  readonly id: number;
  readonly instance: string;
  readonly begunAt: number;
  /** Number of the chunk to be filled. */
  readonly number: number;
  readonly at: number;
  readonly offset: number;
  /** Whether the file has its row. */
  readonly known: boolean;
}

/** One instance's terminal, on its way into the file. */
export class RecordedStream {
  readonly #stand: Stand;
  #known: boolean;
  #number: number;
  #open: ChunkBuilder;
  #closed: ClosedChunk[] = [];
  readonly #cuts = new Map<number, Cut>();
  #keyframes: { readonly cut: Cut; readonly snapshot: ScreenSnapshot }[] = [];
  readonly #activity = new Map<number, number>();

  constructor(stand: Stand) {
    this.#stand = stand;
    this.#known = stand.known;
    this.#number = stand.number;
    this.#open = new ChunkBuilder({ at: stand.at, offset: stand.offset });
  }

  get id(): number {
    return this.#stand.id;
  }

  put(at: number, record: TerminalRecord): void {
    if (this.#open.isEmpty) this.#begin(at);
    this.#open = ChunkBuilder.append(this.#open, at, record, (full) => this.#close(full));
    if (record.kind !== 'output') return;
    const second = Math.floor(at / 1000);
    this.#activity.set(second, (this.#activity.get(second) ?? 0) + record.bytes.length);
  }

  /** A keyframe stands before a chunk, so the one that is open ends here. */
  cut(cut: number, at: number): void {
    if (!this.#open.isEmpty) this.#open = this.#close(this.#open);
    const { lastAt, endOffset } = this.#open;
    this.#cuts.set(cut, { chunk: this.#number, at: Math.max(at, lastAt), offset: endOffset });
  }

  keyframe(number: number, snapshot: ScreenSnapshot): void {
    const cut = this.#cuts.get(number);
    // Asked for before this thread or this file began: its place is not known here.
    if (cut === undefined) return;
    // One that was asked for earlier and did not come won't come any more.
    for (const other of this.#cuts.keys()) if (other <= number) this.#cuts.delete(other);
    this.#keyframes.push({ cut, snapshot });
  }

  flush(write: Writes, now: number): void {
    const { id, instance, begunAt } = this.#stand;
    if (!this.#known && this.#isDirty()) {
      write.stream(id, instance, begunAt);
      this.#known = true;
    }
    if (this.#open.isAged(now)) this.#open = this.#close(this.#open);
    for (const closed of this.#closed) write.chunk(id, closed);
    const unflushed = this.#open.takeUnflushed();
    if (unflushed !== null) write.tail(id, this.#number, unflushed);
    for (const { cut, snapshot } of this.#keyframes) write.keyframe(id, cut, snapshot);
    for (const [second, bytes] of this.#activity) write.activity(id, second, bytes);
    this.#closed = [];
    this.#keyframes = [];
    this.#activity.clear();
  }

  /** Closes what is open, for a flush that is the last. */
  finish(): void {
    if (!this.#open.isEmpty) this.#open = this.#close(this.#open);
  }

  #isDirty(): boolean {
    return !this.#open.isEmpty || this.#closed.length > 0 || this.#keyframes.length > 0;
  }

  /** An empty chunk begins with its first record, and not when the one before ended: else it would be aged at once. */
  #begin(at: number): void {
    const { lastAt, endOffset } = this.#open;
    this.#open = new ChunkBuilder({ at: Math.max(at, lastAt), offset: endOffset });
  }

  #close(full: ChunkBuilder): ChunkBuilder {
    this.#closed.push(closedChunk(this.#number, packableOf(full)));
    this.#number += 1;
    return new ChunkBuilder({ at: full.lastAt, offset: full.endOffset });
  }
}
