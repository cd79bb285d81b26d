import { WrittenByNewer } from './open-for-writing.ts';
import type { RecorderBatch, RecorderReport, RecorderRequest } from './protocol.ts';
import { RecordingWriter } from './recording-writer.ts';
import { IndexTurns } from './search/index-turns.ts';

/**
 * What was handed over is written so many ms later. With the time that the main side gathers (25 ms) it leaves a busy machine half of the
 * 200 ms that a kill may cost.
 */
const flushAfterMs = 75;

interface Surroundings {
  readonly report: (report: RecorderReport) => void;
  readonly now: () => number;
  /** Bytes that are free where a file lies. */
  readonly roomLeft: (file: string) => number;
  /** Calls `run` once after `ms`. */
  readonly after: (ms: number, run: () => void) => void;
}

/** Works off what the main side asks, in the thread. An error of the file's ends the recording until the next `begin`. */
export class RecorderDesk {
  readonly #around: Surroundings;
  #writer: RecordingWriter | null = null;
  #round = 0;
  /** When the oldest of what is not written yet came; null: all is. */
  #since: number | null = null;
  readonly #index: IndexTurns;
  /** The run is over: its index is finished after its recording. */
  #isOver = false;
  /** Something came since the index last asked. */
  #isBusy = false;

  constructor(around: Surroundings) {
    this.#around = around;
    const { now, after, report } = around;
    this.#index = new IndexTurns({
      now,
      after,
      failed: (reason) => report({ kind: 'unindexed', reason }),
      isBusy: () => {
        const busy = this.#isBusy;
        this.#isBusy = false;
        return busy;
      },
    });
  }

  handle(batch: RecorderBatch): void {
    this.#isBusy ||= batch.bytes > 0;
    for (const request of batch.requests) this.#guard(() => this.#serve(request));
    this.#around.report({ kind: 'taken', bytes: batch.bytes });
    this.#guard(() => this.#flushInTime());
  }

  #serve(request: RecorderRequest): void {
    switch (request.kind) {
      case 'begin':
        this.#begin(request);
        break;
      case 'events':
        this.#writer?.events(request.events);
        break;
      case 'put':
        this.#writer?.put(request.instance, request.at, request.record);
        break;
      case 'cut':
        this.#writer?.cut(request.instance, request.cut, request.at);
        break;
      case 'keyframe':
        this.#writer?.keyframe(request.instance, request.cut, request.snapshot);
        break;
      case 'end':
        this.#writer?.end(request.at);
        this.#isOver = this.#writer !== null;
        break;
      case 'flush':
        this.#answer(request.ask, () => this.#flush());
        break;
      case 'close':
        this.#answer(request.ask, () => this.#close());
        break;
      default:
        request satisfies never;
    }
  }

  #begin({ head, round }: Extract<RecorderRequest, { kind: 'begin' }>): void {
    this.#guard(() => this.#close());
    this.#round = round;
    const writer = new RecordingWriter(head, this.#around.now, this.#around.roomLeft);
    this.#writer = writer;
    this.#index.begin(head.file);
    this.#around.report({ kind: 'begun', round, run: head.run, seq: writer.seq, aside: writer.aside });
  }

  #close(): void {
    const writer = this.#writer;
    this.#writer = null;
    this.#since = null;
    this.#index.end(this.#isOver);
    this.#isOver = false;
    writer?.close();
  }

  /** A timer alone is not enough: in a flood the next batch is always there before it. */
  #flushInTime(): void {
    if (this.#writer?.isDirty !== true) return;
    const now = this.#around.now();
    if (this.#since === null) {
      this.#since = now;
      this.#around.after(flushAfterMs, () => this.#guard(() => this.#flush()));
    } else if (now - this.#since >= flushAfterMs) this.#flush();
  }

  #flush(): void {
    this.#since = null;
    this.#writer?.flush();
  }

  #answer(ask: number, work: () => void): void {
    try {
      work();
    } finally {
      this.#around.report({ kind: 'done', ask });
    }
  }

  /** The file may be as broken as what failed: whatever letting go of it says, it is gone. */
  #abandon(): void {
    const writer = this.#writer;
    this.#writer = null;
    this.#since = null;
    try {
      writer?.abandon();
    } catch {
      // What it failed with first is what is told.
    }
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#index.end(false);
      this.#abandon();
      const reason = error instanceof Error ? error.message : String(error);
      const forGood = error instanceof WrittenByNewer;
      this.#around.report({ kind: 'failed', round: this.#round, reason, forGood });
    }
  }
}
