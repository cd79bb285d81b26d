import { Worker } from 'node:worker_threads';
import type { Log } from '../../core/ports/log.ts';

/** A thread that ends before it said a word won't do better at once: each next try waits a second longer. */
const retryMs = 1000;
/** A program that is missing or broken stays so: then the host goes on without it, and says so. */
const mostTries = 5;

export interface ThreadListener<Report> {
  report(report: Report): void;
  /** The thread ended by itself. Another has taken its place, and knows nothing. */
  replaced(reason: string): void;
  /** The thread ended by itself, and what was asked of it is lost. */
  lost(): void;
}

/** What it is called in the log (`the screens`), and among the threads (`tutti screens`). */
export interface ThreadNames {
  readonly url: URL;
  readonly log: Log;
  readonly what: string;
  readonly name: string;
  /** MB of heap above which the thread is ended, as if it had broken; absent: as much as the process may have. */
  readonly heapMb?: number;
}

/** A worker thread that is started anew when it dies. */
export class WorkerThread<Message, Report> {
  readonly #names: ThreadNames;
  readonly #listener: ThreadListener<Report>;
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #silentDeaths = 0;

  constructor(names: ThreadNames, listener: ThreadListener<Report>) {
    this.#names = names;
    this.#listener = listener;
    this.#start();
  }

  /** False when no thread is there to take it. */
  post(message: Message, transfer: readonly ArrayBuffer[] = []): boolean {
    this.#worker?.postMessage(message, transfer);
    return this.#worker !== null;
  }

  /** Ends the present thread as a fault would, for tests of what comes after. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #start(): void {
    const worker = new Worker(this.#names.url, {
      name: this.#names.name,
      ...(this.#names.heapMb === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: this.#names.heapMb } }),
    });
    let reason = 'its thread ended';
    this.#worker = worker;
    worker.on('message', (report: Report) => {
      this.#silentDeaths = 0;
      if (this.#worker === worker) this.#listener.report(report);
    });
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
      this.#names.log.error(`${this.#names.what} broke down`, error);
    });
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#listener.lost();
      this.#again(reason);
    });
    // Counted until the thread says something.
    this.#silentDeaths += 1;
  }

  #again(reason: string): void {
    if (this.#stopped) return;
    if (this.#silentDeaths >= mostTries) {
      this.#names.log.error(`${this.#names.what} can not be started; going on without`, new Error(reason));
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#start();
      this.#listener.replaced(reason);
    }, this.#silentDeaths * retryMs);
  }
}
