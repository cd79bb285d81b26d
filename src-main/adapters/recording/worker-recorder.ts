import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Log } from '../../core/ports/log.ts';
import type {
  Recorder,
  RecorderListener,
  RecordingStart,
  TerminalRecord,
} from '../../core/ports/recorder.ts';
import type { ScreenSnapshot } from '../../core/ports/screens.ts';
import { WorkerThread } from '../system/worker-thread.ts';
import type { RecorderBatch, RecorderReport } from './protocol.ts';
import { RecorderOutbox } from './recorder-outbox.ts';

export interface RecorderSetup {
  /** The built worker.ts. */
  readonly workerUrl: URL;
  readonly log: Log;
  /** The file of a run's recording. */
  readonly fileOf: (run: number) => string;
  readonly project: string;
  readonly version: string;
}

/** Output that the thread has not taken yet, in bytes. More, and the disk is too slow for the flood: what comes then is left out. */
const mostPending = 64_000_000;
/** After an error (a full disk) it is tried anew so many ms later. */
const retryMs = 5000;

/** The recorder in a worker thread. When the thread dies or the file fails, it is opened anew, and a gap tells of what was lost. */
export class WorkerRecorder implements Recorder {
  readonly #setup: RecorderSetup;
  readonly #thread: WorkerThread<RecorderBatch, RecorderReport>;
  readonly #outbox = new RecorderOutbox((batch) => {
    this.#pending += batch.bytes;
    if (!this.#thread.post(batch)) this.#lose();
  });
  readonly #asks = new Map<number, () => void>();
  /** Instances of the present recording: each gets a gap when something was lost. */
  readonly #instances = new Set<InstanceId>();
  /** Of these, those whose records are left out at present. */
  readonly #behind = new Set<InstanceId>();
  #start: RecordingStart | null = null;
  #listener: RecorderListener | null = null;
  #retry: NodeJS.Timeout | null = null;
  /** Why nothing is recorded at present; null: it is. */
  #broken: string | null = null;
  #pending = 0;
  #lastAsk = 0;
  #lastCut = 0;

  constructor(setup: RecorderSetup) {
    this.#setup = setup;
    const { workerUrl: url, log } = setup;
    this.#thread = new WorkerThread(
      { url, log, what: 'the recorder', name: 'tutti recorder' },
      {
        report: (report) => this.#hear(report),
        lost: () => {
          this.#broken ??= 'its thread ended';
          this.#lose();
        },
        replaced: (reason) => this.#again(`the recorder broke down: ${reason}`),
      },
    );
  }

  listen(listener: RecorderListener): void {
    this.#listener = listener;
  }

  begin(start: RecordingStart): void {
    this.#start = start;
    this.#instances.clear();
    this.#behind.clear();
    this.#broken = null;
    this.#open(start);
  }

  events(events: readonly TuttiEvent[]): void {
    if (this.#records()) this.#outbox.add(null, { kind: 'events', events });
  }

  put(instance: InstanceId, at: number, record: TerminalRecord): void {
    this.#instances.add(instance);
    if (!this.#records() || this.#isBehind(instance, at)) return;
    if (record.kind === 'output') this.#outbox.output(instance, at, record.bytes);
    else this.#outbox.add(instance, { kind: 'put', instance, at, record });
  }

  cut(instance: InstanceId, at: number): number {
    this.#lastCut += 1;
    const cut = this.#lastCut;
    if (this.#records()) this.#outbox.add(instance, { kind: 'cut', instance, cut, at });
    return cut;
  }

  keyframe(instance: InstanceId, cut: number, snapshot: ScreenSnapshot): void {
    if (this.#records()) this.#outbox.add(null, { kind: 'keyframe', instance, cut, snapshot });
  }

  end(at: number): void {
    if (this.#records()) this.#outbox.add(null, { kind: 'end', at });
    this.#start = null;
    void this.#ask('close');
  }

  flush(): Promise<void> {
    return this.#ask('flush');
  }

  async stop(): Promise<void> {
    this.#start = null;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#ask('close');
    await this.#thread.stop();
  }

  /** Ends the thread as a fault would: for the tests of what comes after. */
  breakThread(): Promise<void> {
    return this.#thread.kill();
  }

  #records(): boolean {
    return this.#start !== null && this.#broken === null;
  }

  #open(start: RecordingStart): void {
    const { fileOf, project, version } = this.#setup;
    const { run, title, startedAt, after } = start;
    const head = { file: fileOf(run), run, title, startedAt, after, view: start.view(), project, version };
    this.#outbox.add(null, { kind: 'begin', head });
  }

  /** What an instance says while too much is on its way is left out, until half of that is taken; then a gap stands there. */
  #isBehind(instance: InstanceId, at: number): boolean {
    const most = this.#behind.has(instance) ? mostPending / 2 : mostPending;
    if (this.#pending > most) {
      this.#behind.add(instance);
      return true;
    }
    if (this.#behind.delete(instance))
      this.#tellGap(instance, at, 'the disk was too slow to record all of it');
    return false;
  }

  #tellGap(instance: InstanceId, at: number, reason: string): void {
    this.#outbox.add(instance, { kind: 'put', instance, at, record: { kind: 'gap', reason } });
    this.#listener?.gapped(instance);
  }

  #ask(kind: 'flush' | 'close'): Promise<void> {
    this.#lastAsk += 1;
    const ask = this.#lastAsk;
    return new Promise((resolve) => {
      this.#asks.set(ask, resolve);
      this.#outbox.add(null, { kind, ask });
      this.#outbox.send();
    });
  }

  #hear(report: RecorderReport): void {
    switch (report.kind) {
      case 'begun':
        if (report.aside !== null)
          this.#setup.log.warn('a recording that could not be read was kept aside', { aside: report.aside });
        this.#listener?.begun(report.run, report.seq);
        return;
      case 'taken':
        this.#pending = Math.max(0, this.#pending - report.bytes);
        return;
      case 'done':
        this.#asks.get(report.ask)?.();
        this.#asks.delete(report.ask);
        return;
      case 'unindexed':
        this.#setup.log.warn('what is recorded is not indexed at present', { reason: report.reason });
        return;
      case 'failed':
        this.#fail(report.reason, report.forGood);
        return;
      default:
        report satisfies never;
    }
  }

  #fail(reason: string, forGood: boolean): void {
    if (this.#broken !== null || this.#start === null) return;
    this.#broken = reason;
    this.#setup.log.warn('nothing is recorded at present', { reason });
    if (forGood) return;
    this.#retry = setTimeout(() => this.#again(`nothing could be recorded: ${reason}`), retryMs);
    this.#retry.unref();
  }

  #again(reason: string): void {
    this.#broken = null;
    if (this.#start === null) return;
    this.#open(this.#start);
    for (const instance of this.#instances) this.#tellGap(instance, Date.now(), reason);
  }

  /** What was on its way to a thread that is gone is not coming back. */
  #lose(): void {
    this.#outbox.clear();
    this.#pending = 0;
    for (const resolve of this.#asks.values()) resolve();
    this.#asks.clear();
  }
}
