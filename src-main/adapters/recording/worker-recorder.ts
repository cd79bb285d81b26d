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
import { type PresentRecording, takesRecords } from './recording-stand.ts';

export interface RecorderSetup {
  /** The built worker.ts. */
  readonly workerUrl: URL;
  readonly log: Log;
  /** The file of a run's recording. */
  readonly fileOf: (run: number) => string;
  readonly project: string;
  readonly version: string;
  /** For tests of what comes when it is reached. */
  readonly mostPending?: number;
  /** For tests of what comes after an error. */
  readonly retryMs?: number;
}

/** What the thread has not taken yet, in bytes. More, and the disk is too slow for the flood: what comes then is left out. */
const mostPending = 64_000_000;
/** The thread's heap, in MB: what waits in it, and the view of a run with a hundred thousand events several times over. */
const heapMb = 512;
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
  /** Of these, those whose records are left out at present, since the thread is behind. */
  readonly #behind = new Set<InstanceId>();
  #present: PresentRecording | null = null;
  #listener: RecorderListener | null = null;
  #retry: NodeJS.Timeout | null = null;
  #pending = 0;
  #lastAsk = 0;
  #lastCut = 0;
  #lastRound = 0;

  constructor(setup: RecorderSetup) {
    this.#setup = setup;
    const { workerUrl: url, log } = setup;
    this.#thread = new WorkerThread(
      { url, log, what: 'the recorder', name: 'tutti recorder', heapMb },
      {
        report: (report) => this.#hear(report),
        lost: () => {
          this.#break('its thread ended');
          this.#lose();
        },
        replaced: (reason) => this.#reopen(`the recorder broke down: ${reason}`),
      },
    );
  }

  /** Bytes that the thread has not taken yet. */
  get pending(): number {
    return this.#pending;
  }

  listen(listener: RecorderListener): void {
    this.#listener = listener;
  }

  begin(start: RecordingStart): void {
    this.#stopTrying();
    this.#instances.clear();
    this.#behind.clear();
    this.#present = { start, stand: 'opening', round: 0, reason: null };
    this.#open(this.#present);
  }

  events(events: readonly TuttiEvent[]): void {
    // Before it has said what it holds, none can be told in order: those are asked for then.
    if (this.#present?.stand === 'on') this.#outbox.add(null, { kind: 'events', events });
  }

  put(instance: InstanceId, at: number, record: TerminalRecord): void {
    this.#instances.add(instance);
    if (!takesRecords(this.#present) || this.#isBehind(instance)) return;
    if (record.kind === 'output') this.#outbox.output(instance, at, record.bytes);
    else this.#outbox.add(instance, { kind: 'put', instance, at, record }, sizeOf(record));
  }

  cut(instance: InstanceId, at: number): number {
    this.#lastCut += 1;
    const cut = this.#lastCut;
    if (takesRecords(this.#present)) this.#outbox.add(instance, { kind: 'cut', instance, cut, at });
    return cut;
  }

  keyframe(instance: InstanceId, cut: number, snapshot: ScreenSnapshot): void {
    // While too much is on its way one costs more than it is worth: another is taken behind the gap.
    if (!takesRecords(this.#present) || this.#pending > this.#most()) return;
    this.#outbox.add(null, { kind: 'keyframe', instance, cut, snapshot }, snapshot.data.length);
  }

  end(at: number): void {
    this.#tellBehind();
    if (takesRecords(this.#present)) this.#outbox.add(null, { kind: 'end', at });
    this.#present = null;
    this.#stopTrying();
    void this.#ask('close');
  }

  flush(): Promise<void> {
    return this.#ask('flush');
  }

  async stop(): Promise<void> {
    this.#tellBehind();
    this.#present = null;
    this.#stopTrying();
    await this.#ask('close');
    await this.#thread.stop();
  }

  /** Ends the thread as a fault would: for the tests of what comes after. */
  breakThread(): Promise<void> {
    return this.#thread.kill();
  }

  #most(): number {
    return this.#setup.mostPending ?? mostPending;
  }

  #open(present: PresentRecording): void {
    const { fileOf, project, version } = this.#setup;
    const { run, title, startedAt, after, view } = present.start;
    this.#lastRound += 1;
    present.round = this.#lastRound;
    const head = { file: fileOf(run), run, title, startedAt, after, view: view(), project, version };
    this.#outbox.add(null, { kind: 'begin', round: present.round, head });
  }

  /** What an instance says while too much is on its way is left out, until half of that is taken; then a gap stands there. */
  #isBehind(instance: InstanceId): boolean {
    if (this.#behind.has(instance)) return true;
    if (this.#pending <= this.#most()) return false;
    this.#behind.add(instance);
    return true;
  }

  /** Also of those that say nothing more: else nobody would know that their end is missing. */
  #tellBehind(): void {
    const behind = [...this.#behind];
    this.#behind.clear();
    if (!takesRecords(this.#present)) return;
    for (const instance of behind) this.#tellGap(instance, 'the disk was too slow to record all of it');
  }

  #tellGap(instance: InstanceId, reason: string): void {
    const record = { kind: 'gap', reason } as const;
    this.#outbox.add(instance, { kind: 'put', instance, at: Date.now(), record });
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
        if (report.round === this.#present?.round) this.#begun(this.#present, report.seq);
        return;
      case 'taken':
        this.#pending = Math.max(0, this.#pending - report.bytes);
        if (this.#behind.size > 0 && this.#pending <= this.#most() / 2) this.#tellBehind();
        return;
      case 'done':
        this.#asks.get(report.ask)?.();
        this.#asks.delete(report.ask);
        return;
      case 'unindexed':
        this.#setup.log.warn('what is recorded is not indexed at present', { reason: report.reason });
        return;
      case 'failed':
        if (report.round === this.#present?.round) this.#fail(report.reason, report.forGood);
        return;
      default:
        report satisfies never;
    }
  }

  #begun(present: PresentRecording, seq: number): void {
    const isAgain = present.stand === 'reopening';
    present.stand = 'on';
    this.#listener?.begun(present.start.run, seq);
    if (!isAgain) return;
    this.#behind.clear();
    for (const instance of this.#instances)
      this.#tellGap(instance, present.reason ?? 'it could not be recorded');
  }

  #fail(reason: string, forGood: boolean): void {
    this.#break(reason);
    if (forGood) return;
    this.#retry = setTimeout(
      () => this.#reopen(`nothing could be recorded: ${reason}`),
      this.#setup.retryMs ?? retryMs,
    );
    this.#retry.unref();
  }

  #break(reason: string): void {
    const present = this.#present;
    if (present === null || present.stand === 'broken') return;
    const isNews = present.stand !== 'reopening';
    present.stand = 'broken';
    // What a thread that is going has still to say is of no meaning.
    present.round = 0;
    if (!isNews) return;
    this.#setup.log.warn('nothing is recorded at present', { reason });
    this.#listener?.paused(present.start.run, reason);
  }

  #reopen(reason: string): void {
    this.#stopTrying();
    if (this.#present === null) return;
    this.#present.stand = 'reopening';
    this.#present.reason = reason;
    this.#open(this.#present);
  }

  #stopTrying(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  /** What was on its way to a thread that is gone is not coming back. */
  #lose(): void {
    this.#outbox.clear();
    this.#pending = 0;
    for (const resolve of this.#asks.values()) resolve();
    this.#asks.clear();
  }
}

const sizeOf = (record: TerminalRecord): number => {
  if (record.kind === 'inject') return record.data.length;
  return record.kind === 'typed' ? record.bytes.length : 0;
};
