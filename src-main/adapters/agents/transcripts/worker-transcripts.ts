import { Worker } from 'node:worker_threads';
import type { Profile } from '@contract/profiles.ts';
import { fail, type Result } from '@contract/result.ts';
import type { TranscriptHits } from '@contract/transcripts.ts';
import type { Log } from '../../../core/ports/log.ts';
import type {
  TranscriptPart,
  Transcripts,
  WantedEntries,
  WantedWords,
} from '../../../core/ports/transcripts.ts';
import { sources } from './sources.ts';

interface AskOf<Verb extends string, Wanted> {
  readonly id: number;
  readonly verb: Verb;
  readonly watcher: Profile['watcher'];
  readonly path: string;
  readonly wanted: Wanted;
}
export type TranscriptAsk = AskOf<'read', WantedEntries> | AskOf<'search', WantedWords>;
export interface TranscriptAnswer {
  readonly id: number;
  readonly result: Result<TranscriptPart | TranscriptHits>;
}

/** A line of 32 MB as text and as a record takes some 200 MB for a moment. A file that needs more ends the thread, not the host. */
const memoryMegabytes = 512;

/** Nobody has looked at a transcript for so long: the thread and its indexes go. The next look starts another within 50 ms. */
const idleMs = 5 * 60_000;

const lost = fail(
  'internal',
  'the reader of transcripts broke off',
  'Try again; if it stays, the file has lines of a length that can not be read.',
);

/**
 * Transcripts, read in a worker thread: a parse of 100 MB takes a second or more, in which no key would be passed on. The thread
 * is started when it is first asked, and ends when nobody asks.
 */
export class WorkerTranscripts implements Transcripts {
  readonly #url: URL;
  readonly #log: Log;
  readonly #asks = new Map<number, (result: Result<never>) => void>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastAsk = 0;
  #stopped = false;

  /** `workerUrl`: the built worker.ts. */
  constructor({ workerUrl, log }: { readonly workerUrl: URL; readonly log: Log }) {
    this.#url = workerUrl;
    this.#log = log;
  }

  knows(watcher: Profile['watcher']): boolean {
    return sources[watcher] !== undefined;
  }

  read(watcher: Profile['watcher'], path: string, wanted: WantedEntries): Promise<Result<TranscriptPart>> {
    return this.#ask((id) => ({ id, verb: 'read', watcher, path, wanted }));
  }

  search(watcher: Profile['watcher'], path: string, wanted: WantedWords): Promise<Result<TranscriptHits>> {
    return this.#ask((id) => ({ id, verb: 'search', watcher, path, wanted }));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end();
  }

  #ask<T>(make: (id: number) => TranscriptAsk): Promise<Result<T>> {
    if (this.#stopped) return Promise.resolve(lost);
    this.#lastAsk += 1;
    const ask = make(this.#lastAsk);
    if (this.#idle !== null) clearTimeout(this.#idle);
    return new Promise((resolve) => {
      // The answer to an ask is what its verb gives.
      this.#asks.set(ask.id, resolve as (result: Result<unknown>) => void);
      this.#worker ??= this.#start();
      this.#worker.postMessage(ask);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#url, {
      name: 'tutti transcripts',
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    worker.on('message', (answer: TranscriptAnswer) => this.#hear(answer));
    worker.on('error', (error) => this.#log.error('the reader of transcripts broke down', error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#lose();
    });
    return worker;
  }

  #hear({ id, result }: TranscriptAnswer): void {
    this.#asks.get(id)?.(result as Result<never>);
    this.#asks.delete(id);
    if (this.#asks.size > 0) return;
    this.#idle = setTimeout(() => void this.#end(), idleMs);
    this.#idle.unref();
  }

  #lose(): void {
    this.#worker = null;
    for (const settle of this.#asks.values()) settle(lost);
    this.#asks.clear();
  }

  async #end(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#lose();
    await worker?.terminate();
  }
}
