import type { Size } from '@contract/instances.ts';
import type { Profile } from '@contract/profiles.ts';
import type { Log } from '../../core/ports/log.ts';
import type {
  ScreenKey,
  ScreenSnapshot,
  Screens,
  ScreensListener,
  ScreenText,
} from '../../core/ports/screens.ts';
import { WorkerThread } from '../system/worker-thread.ts';
import { makeOutbox } from './outbox.ts';
import type { ScreenReport, ScreenRequest } from './protocol.ts';

interface Entry {
  readonly id: number;
  readonly key: ScreenKey;
  readonly scrollback: number;
  readonly signs: Profile['signs'];
  size: Size;
  /** Bytes fed so far, counted from the instance's birth. */
  fed: number;
  /** Of these, bytes that the thread has not yet parsed. */
  unparsed: number;
}

type Answer = ScreenSnapshot | ScreenText | null;

/** The screens in a worker thread. When the thread dies, all come back blank in another, and the listener is told. */
export class WorkerScreens implements Screens {
  readonly #log: Log;
  readonly #thread: WorkerThread<readonly ScreenRequest[], ScreenReport>;
  readonly #byKey = new Map<ScreenKey, Entry>();
  readonly #byId = new Map<number, Entry>();
  readonly #asks = new Map<number, (answer: Answer) => void>();
  readonly #outbox = makeOutbox((requests, transfer) => {
    if (!this.#thread.post(requests, transfer)) this.#lose();
  });
  #listener: ScreensListener | null = null;
  #lastId = 0;
  #lastAsk = 0;
  #backlog = 0;

  /** `workerUrl`: the built worker.ts. */
  constructor({ workerUrl, log }: { readonly workerUrl: URL; readonly log: Log }) {
    this.#log = log;
    this.#thread = new WorkerThread(
      { url: workerUrl, log, what: 'the screens', name: 'tutti screens' },
      {
        report: (report) => this.#hear(report),
        lost: () => this.#lose(),
        replaced: (reason) => this.#reopen(reason),
      },
    );
  }

  listen(listener: ScreensListener): void {
    this.#listener = listener;
  }

  open(
    key: ScreenKey,
    setup: { size: Size; scrollback: number; signs: Profile['signs']; offset: number },
  ): void {
    this.close(key);
    this.#lastId += 1;
    const { size, scrollback, signs, offset } = setup;
    const entry: Entry = { id: this.#lastId, key, size, scrollback, signs, fed: offset, unparsed: 0 };
    this.#byKey.set(key, entry);
    this.#byId.set(entry.id, entry);
    this.#outbox.add({ kind: 'open', id: entry.id, size, scrollback, signs, offset });
  }

  feed(key: ScreenKey, bytes: Uint8Array): void {
    const entry = this.#byKey.get(key);
    if (entry === undefined || bytes.length === 0) return;
    entry.fed += bytes.length;
    entry.unparsed += bytes.length;
    this.#backlog += bytes.length;
    this.#outbox.feed(entry.id, bytes);
  }

  inject(key: ScreenKey, data: string): void {
    const entry = this.#byKey.get(key);
    if (entry !== undefined) this.#outbox.add({ kind: 'inject', id: entry.id, data });
  }

  resize(key: ScreenKey, size: Size): void {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return;
    entry.size = size;
    this.#outbox.add({ kind: 'resize', id: entry.id, size });
  }

  async snapshot(key: ScreenKey, scrollback?: number): Promise<ScreenSnapshot | null> {
    const answer = await this.#ask(key, (id, ask) =>
      this.#outbox.add({ kind: 'snapshot', id, ask, scrollback: scrollback ?? null }),
    );
    return answer as ScreenSnapshot | null;
  }

  async text(key: ScreenKey, lastLines?: number): Promise<ScreenText | null> {
    const answer = await this.#ask(key, (id, ask) =>
      this.#outbox.add({ kind: 'text', id, ask, lastLines: lastLines ?? null }),
    );
    return answer as ScreenText | null;
  }

  close(key: ScreenKey): void {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return;
    this.#byKey.delete(key);
    this.#byId.delete(entry.id);
    this.#backlog -= entry.unparsed;
    this.#outbox.add({ kind: 'close', id: entry.id });
  }

  backlog(): number {
    return this.#backlog;
  }

  async stop(): Promise<void> {
    await this.#thread.stop();
    this.#lose();
    this.#byKey.clear();
    this.#byId.clear();
  }

  /** Ends the thread as a fault would: for the tests of what comes after. */
  breakThread(): Promise<void> {
    return this.#thread.kill();
  }

  #ask(key: ScreenKey, send: (id: number, ask: number) => void): Promise<Answer> {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return Promise.resolve(null);
    this.#lastAsk += 1;
    const ask = this.#lastAsk;
    return new Promise((resolve) => {
      this.#asks.set(ask, resolve);
      send(entry.id, ask);
    });
  }

  #hear(report: ScreenReport): void {
    if (report.kind === 'snapshot') this.#answer(report.ask, report.snapshot);
    else if (report.kind === 'text') this.#answer(report.ask, report.text);
    else {
      const entry = this.#byId.get(report.id);
      // Undefined: late news of a screen that was closed meanwhile.
      if (entry !== undefined) this.#hearOf(entry, report);
    }
  }

  #hearOf(entry: Entry, report: Exclude<ScreenReport, { kind: 'snapshot' | 'text' }>): void {
    switch (report.kind) {
      case 'parsed':
        entry.unparsed -= report.bytes;
        this.#backlog -= report.bytes;
        return;
      case 'sign':
        this.#listener?.sign(entry.key, report.sign, report.line, report.dialog);
        return;
      case 'limited':
        this.#listener?.limited(entry.key, report.limit);
        return;
      case 'altered':
        this.#listener?.altered(entry.key);
        return;
      case 'title':
        this.#listener?.title(entry.key, report.title);
        return;
      case 'failed':
        this.#log.error('a screen broke and was begun anew', report.error, { screen: entry.key });
        this.#listener?.reset(entry.key, report.error.message);
        return;
      default:
        report satisfies never;
    }
  }

  #answer(ask: number, answer: Answer): void {
    const resolve = this.#asks.get(ask);
    this.#asks.delete(ask);
    resolve?.(answer);
  }

  /** What was on its way to a thread that is gone is not coming back. */
  #lose(): void {
    this.#outbox.clear();
    this.#backlog = 0;
    for (const entry of this.#byId.values()) entry.unparsed = 0;
    for (const ask of [...this.#asks.keys()]) this.#answer(ask, null);
  }

  #reopen(reason: string): void {
    // Whatever was queued since the loss is part of the new beginning, or as lost as the rest.
    this.#lose();
    for (const { id, size, scrollback, signs, fed } of this.#byId.values())
      this.#outbox.add({ kind: 'open', id, size, scrollback, signs, offset: fed });
    for (const key of this.#byKey.keys()) this.#listener?.reset(key, reason);
  }
}
