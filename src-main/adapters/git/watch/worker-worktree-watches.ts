import { Worker } from 'node:worker_threads';
import type { Log } from '../../../core/ports/log.ts';
import type { WorktreeListener, WorktreeWatch, WorktreeWatches } from '../../../core/ports/worktree-watch.ts';
import type { GitEnvironment } from '../run-git.ts';
import type { WatchNews, WatchOrder, WatchThreadData } from './protocol.ts';

interface Watched {
  readonly folder: string;
  /** As far as it was told: where a new thread goes on. */
  tip: string | null;
  readonly listener: WorktreeListener;
  finished: (() => void) | null;
}

/** A thread that breaks off is begun anew so often; one that breaks each time would burn the machine. */
const restarts = 5;

const brokenOff = 'the thread that watches worktrees broke off too often: restart Tutti to have them watched';

/**
 * Worktrees, watched in a worker thread: looks read and compare lists of thousands of files, in which no key would be passed on. The
 * thread begins with the first worktree.
 */
export class WorkerWorktreeWatches implements WorktreeWatches {
  readonly #url: URL;
  readonly #env: GitEnvironment;
  readonly #log: Log;
  readonly #watched = new Map<number, Watched>();
  #worker: Worker | null = null;
  #lastId = 0;
  #begun = 0;
  #stopped = false;

  /** `workerUrl`: the built worker.ts. */
  constructor(parts: { readonly workerUrl: URL; readonly env: GitEnvironment; readonly log: Log }) {
    this.#url = parts.workerUrl;
    this.#env = parts.env;
    this.#log = parts.log;
  }

  watch(
    { folder, tip }: { readonly folder: string; readonly tip: string | null },
    listener: WorktreeListener,
  ): WorktreeWatch {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#watched.set(id, { folder, tip, listener, finished: null });
    if (this.#worker === null) this.#start();
    else this.#order({ kind: 'watch', id, folder, tip });
    return {
      finish: () => this.#finish(id),
      stop: () => {
        if (this.#watched.delete(id)) this.#order({ kind: 'stop', id });
      },
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const worker = this.#worker;
    this.#worker = null;
    for (const { finished } of this.#watched.values()) finished?.();
    this.#watched.clear();
    await worker?.terminate();
  }

  #order(order: WatchOrder): void {
    this.#worker?.postMessage(order);
  }

  #finish(id: number): Promise<void> {
    const watched = this.#watched.get(id);
    if (watched === undefined || this.#worker === null) return Promise.resolve();
    return new Promise((resolve) => {
      watched.finished = resolve;
      this.#order({ kind: 'finish', id });
    });
  }

  #start(): void {
    if (this.#stopped) return;
    if (this.#begun > restarts) {
      for (const { listener } of this.#watched.values()) listener.troubled(brokenOff);
      return;
    }
    this.#begun += 1;
    const workerData: WatchThreadData = { env: this.#env };
    const worker = new Worker(this.#url, { name: 'tutti worktrees', workerData });
    this.#worker = worker;
    worker.on('message', (news: WatchNews) => this.#hear(news));
    worker.on('error', (error) => this.#log.error('the watcher of worktrees broke down', error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#lose();
    });
    for (const [id, { folder, tip }] of this.#watched) this.#order({ kind: 'watch', id, folder, tip });
  }

  #hear(news: WatchNews): void {
    const watched = this.#watched.get(news.id);
    if (watched === undefined) return;
    if (news.kind === 'looked') {
      watched.tip = news.look.tip;
      watched.listener.looked(news.look);
    } else if (news.kind === 'troubled') watched.listener.troubled(news.reason);
    else {
      this.#watched.delete(news.id);
      watched.finished?.();
    }
  }

  #lose(): void {
    this.#worker = null;
    for (const [id, { finished }] of this.#watched) {
      if (finished === null) continue;
      this.#watched.delete(id);
      finished();
    }
    this.#start();
  }
}
