import { TextIndex } from './text-index.ts';

/** What is recorded waits for so long at most while something is indexed. */
const turnMs = 15;
/** After each turn others have so many times as long: of a thread that records a flood an eighth goes to the index, in calm a half. */
const restTimes = { busy: 7, calm: 1 } as const;
/** When all is indexed, it is looked again after so many ms. */
const calmMs = 1500;

interface Surroundings {
  readonly now: () => number;
  /** Calls `run` once after `ms`. */
  readonly after: (ms: number, run: () => void) => void;
  readonly failed: (reason: string) => void;
  /** Whether anything was recorded since this was last asked. */
  readonly isBusy: () => boolean;
}

interface Kept {
  readonly index: TextIndex;
  /** The recording is over: when all is indexed, its file is let go. */
  isLast: boolean;
}

/** Gives the indexes of recordings their turns, in the thread that writes them, when it has time. An index that fails costs no recording. */
export class IndexTurns {
  readonly #around: Surroundings;
  #kept: Kept[] = [];
  #isWaiting = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** A recording is begun or gone on with. */
  begin(file: string): void {
    try {
      this.#kept.push({ index: new TextIndex(file, this.#around.now), isLast: false });
      this.#wait(calmMs);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Nothing more is recorded in what is open now. `finish`: what is left to index is indexed nevertheless. */
  end(finish: boolean): void {
    for (const kept of this.#kept) kept.isLast = true;
    if (finish) return;
    for (const { index } of this.#kept) index.close();
    this.#kept = [];
  }

  #wait(ms: number): void {
    if (this.#isWaiting || this.#kept.length === 0) return;
    this.#isWaiting = true;
    this.#around.after(ms, () => {
      this.#isWaiting = false;
      this.#turn();
    });
  }

  #turn(): void {
    const [kept] = this.#kept;
    if (kept === undefined) return;
    const began = this.#around.now();
    try {
      const more = kept.index.work(turnMs);
      if (!more && kept.isLast) this.#drop(kept);
      const rest = this.#around.isBusy() ? restTimes.busy : restTimes.calm;
      this.#wait(more ? (this.#around.now() - began) * rest : calmMs);
    } catch (error) {
      this.#drop(kept);
      this.#fail(error);
      this.#wait(calmMs);
    }
  }

  #drop(kept: Kept): void {
    this.#kept = this.#kept.filter((other) => other !== kept);
    kept.index.close();
  }

  #fail(error: unknown): void {
    this.#around.failed(error instanceof Error ? error.message : String(error));
  }
}
