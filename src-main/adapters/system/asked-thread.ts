import { Worker } from 'node:worker_threads';
import { fail, type Result } from '@contract/result.ts';
import type { Log } from '../../core/ports/log.ts';

/** What goes over to the thread; `id` null: no answer is wanted. */
export interface ThreadAsk<Wanted> {
  readonly id: number | null;
  readonly wanted: Wanted;
}

export interface ThreadAnswer {
  readonly id: number;
  readonly result: Result<unknown>;
}

export interface AskedThreadSetup {
  readonly url: URL;
  readonly log: Log;
  /** As the log calls it: `the reader of recordings`. */
  readonly what: string;
  /** Among the threads: `tutti recordings`. */
  readonly name: string;
  readonly memoryMegabytes: number;
  /** Nobody has asked for so long: the thread goes, with all that it knows. */
  readonly idleMs: number;
  /** It is asked, and has answered nothing for so long: it is ended. */
  readonly silentMs: number;
  /** What a person may do when it breaks off. */
  readonly remedy: string;
}

/**
 * A worker thread that answers what it is asked. It is started with the first question, and ends when nobody asks. One that dies, or is silent
 * for too long, costs the answers that were waited for, each of which is then an error; the next question starts another.
 */
export class AskedThread<Wanted> {
  readonly #setup: AskedThreadSetup;
  readonly #asks = new Map<number, (result: Result<unknown>) => void>();
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | null = null;
  #lastAsk = 0;
  #stopped = false;

  constructor(setup: AskedThreadSetup) {
    this.#setup = setup;
  }

  /** Errors beside the thread's own: `internal` (it broke off), `timeout` (it was silent for too long). */
  ask(wanted: Wanted): Promise<Result<unknown>> {
    if (this.#stopped) return Promise.resolve(this.#lost());
    this.#lastAsk += 1;
    const id = this.#lastAsk;
    return new Promise((resolve) => {
      this.#asks.set(id, resolve);
      this.#worker ??= this.#start();
      this.#worker.postMessage({ id, wanted } satisfies ThreadAsk<Wanted>);
      // Whoever waits already has its own time.
      if (this.#asks.size === 1) this.#watch();
    });
  }

  /** For what needs no answer. A thread that is not there has nothing to do for it. */
  tell(wanted: Wanted): void {
    this.#worker?.postMessage({ id: null, wanted } satisfies ThreadAsk<Wanted>);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end(this.#lost());
  }

  /** Ends the present thread as a fault would, for tests of what comes after. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const { url, name, memoryMegabytes, log, what } = this.#setup;
    const worker = new Worker(url, {
      name,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    worker.on('message', (answer: ThreadAnswer) => this.#hear(answer));
    worker.on('error', (error) => log.error(`${what} broke down`, error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#lose(this.#lost());
    });
    return worker;
  }

  #hear({ id, result }: ThreadAnswer): void {
    const settle = this.#asks.get(id);
    this.#asks.delete(id);
    this.#watch();
    settle?.(result);
  }

  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const { idleMs, silentMs, what } = this.#setup;
    const asked = this.#asks.size > 0;
    this.#timer = setTimeout(
      () => {
        if (asked) this.#setup.log.warn(`${what} was silent for too long and was ended`, { silentMs });
        void this.#end(asked ? this.#silent() : this.#lost());
      },
      asked ? silentMs : idleMs,
    );
    this.#timer.unref();
  }

  #lose(result: Result<never>): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#worker = null;
    const waiting = [...this.#asks.values()];
    this.#asks.clear();
    for (const settle of waiting) settle(result);
  }

  async #end(result: Result<never>): Promise<void> {
    const worker = this.#worker;
    this.#lose(result);
    await worker?.terminate();
  }

  #lost(): Result<never> {
    return fail('internal', `${this.#setup.what} broke off`, this.#setup.remedy);
  }

  #silent(): Result<never> {
    const seconds = Math.round(this.#setup.silentMs / 1000);
    return fail('timeout', `${this.#setup.what} gave no answer for ${seconds} s`, this.#setup.remedy);
  }
}
