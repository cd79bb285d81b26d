import { flow, type TerminalItem } from '@contract/terminals.ts';
import type { Clock } from '../ports/clock.ts';
import type { ScreenSnapshot } from '../ports/screens.ts';

interface Chunk {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Output that comes within so many ms of the last item is gathered into one: fewer messages under a flood. */
const gatherMs = 5;

/** Gathered output is sent at this size without waiting. */
const gatherBytes = 65_536;

const join = (chunks: readonly Chunk[]): Chunk | null => {
  const [first] = chunks;
  if (first === undefined || chunks.length === 1) return first ?? null;
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.bytes, at);
    at += chunk.bytes.length;
  }
  return { offset: first.offset, bytes };
};

/**
 * One viewer of one terminal, with its flow control:
 * `loading` (a snapshot is being made; output is kept) -> `flowing` <-> `paused` (too much unacknowledged; output is kept)
 * -> `loading` again when the backlog grew past what is worth sending, or after a gap.
 */
export class TerminalViewer {
  readonly #clock: Clock;
  readonly #sink: (item: TerminalItem) => void;
  readonly #takeSnapshot: () => Promise<ScreenSnapshot | null>;
  #state: 'loading' | 'flowing' | 'paused' | 'ended' = 'loading';
  #kept: Chunk[] = [];
  #keptBytes = 0;
  #unacknowledged = 0;
  #lastSent = 0;
  #cancelGather: (() => void) | null = null;
  /** Snapshots asked for before the present one are stale. */
  #generation = 0;

  constructor(
    clock: Clock,
    sink: (item: TerminalItem) => void,
    takeSnapshot: () => Promise<ScreenSnapshot | null>,
  ) {
    this.#clock = clock;
    this.#sink = sink;
    this.#takeSnapshot = takeSnapshot;
    this.reload();
  }

  /** Starts anew from a snapshot: at first, after a gap, or when the viewer is too far behind. */
  reload(): void {
    if (this.#state === 'ended') return;
    this.#state = 'loading';
    this.#dropKept();
    const generation = ++this.#generation;
    void this.#takeSnapshot().then((snapshot) => {
      if (generation !== this.#generation || this.#state !== 'loading' || snapshot === null) return;
      this.#unacknowledged = 0;
      this.#state = 'flowing';
      this.#kept = this.#kept.filter((chunk) => chunk.offset >= snapshot.offset);
      this.#keptBytes = this.#kept.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
      const { pending, ...shown } = snapshot;
      this.#sink({ kind: 'snapshot', ...shown });
      if (pending.length > 0) this.#send({ offset: snapshot.offset - pending.length, bytes: pending });
      this.#flush();
    });
  }

  output(offset: number, bytes: Uint8Array): void {
    if (this.#state === 'ended') return;
    this.#kept.push({ offset, bytes });
    this.#keptBytes += bytes.length;
    if (this.#state === 'paused' && this.#keptBytes > flow.resync) {
      // What the viewer has not seen by now it would see as a blur: it gets the result instead, once it can take it.
      this.#dropKept();
      this.#keptBytes = flow.resync + 1;
      return;
    }
    if (this.#state === 'flowing') this.#gather();
  }

  /** An item that must keep its place among the output. */
  tell(item: TerminalItem): void {
    if (this.#state === 'flowing') this.#flush();
    if (this.#state !== 'ended') this.#sink(item);
  }

  ack(bytes: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - bytes);
    if (this.#state !== 'paused' || this.#unacknowledged > flow.low) return;
    if (this.#keptBytes > flow.resync) {
      this.reload();
      return;
    }
    this.#state = 'flowing';
    this.#flush();
  }

  end(): void {
    this.#state = 'ended';
    this.#cancelGather?.();
    this.#dropKept();
  }

  #gather(): void {
    if (this.#cancelGather !== null) {
      if (this.#keptBytes >= gatherBytes) this.#flush();
      return;
    }
    // The first output after a pause (a key's echo) goes out at once.
    if (this.#clock.now() - this.#lastSent >= gatherMs) {
      this.#flush();
      return;
    }
    this.#cancelGather = this.#clock.after(gatherMs, () => this.#flush());
  }

  #flush(): void {
    this.#cancelGather?.();
    this.#cancelGather = null;
    if (this.#state !== 'flowing') return;
    const chunk = join(this.#kept);
    this.#dropKept();
    if (chunk === null) return;
    this.#lastSent = this.#clock.now();
    this.#send(chunk);
  }

  #send(chunk: Chunk): void {
    this.#unacknowledged += chunk.bytes.length;
    if (this.#unacknowledged > flow.high) this.#state = 'paused';
    this.#sink({ kind: 'output', ...chunk });
  }

  #dropKept(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }
}
