import type { TuttiEvent } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { emptyView } from '@contract/view.ts';
import type {
  Recorder,
  RecorderListener,
  RecordingStart,
  TerminalRecord,
} from '../../src-main/core/ports/recorder.ts';
import type { RecordingExporter } from '../../src-main/core/ports/recording-exporter.ts';
import type { KeptRecordings, RecordingReader } from '../../src-main/core/ports/recordings.ts';
import type { ScreenSnapshot } from '../../src-main/core/ports/screens.ts';

export interface FakeRecording {
  readonly start: RecordingStart;
  readonly events: TuttiEvent[];
  /** Of each instance, in order; a cut stands for itself. */
  readonly records: Map<string, (TerminalRecord | { readonly kind: 'cut'; readonly cut: number })[]>;
  readonly keyframes: {
    readonly instance: string;
    readonly cut: number;
    readonly snapshot: ScreenSnapshot;
  }[];
  ended: number | null;
}

/** Recordings that are kept in memory, also from one host to the next. */
export class FakeRecorder implements Recorder {
  readonly recordings = new Map<number, FakeRecording>();
  #listener: RecorderListener | null = null;
  #present: FakeRecording | null = null;
  #lastCut = 0;

  listen(listener: RecorderListener): void {
    this.#listener = listener;
  }

  begin(start: RecordingStart): void {
    const { run } = start;
    const known = this.recordings.get(run);
    const recording = known ?? { start, events: [], records: new Map(), keyframes: [], ended: null };
    this.recordings.set(run, recording);
    this.#present = recording;
    queueMicrotask(() => this.#listener?.begun(run, recording.events.at(-1)?.seq ?? start.after));
  }

  events(events: readonly TuttiEvent[]): void {
    this.#present?.events.push(...events);
  }

  put(instance: string, _at: number, record: TerminalRecord): void {
    const kept =
      record.kind === 'output' || record.kind === 'typed'
        ? { kind: record.kind, bytes: new Uint8Array(record.bytes) }
        : record;
    this.#of(instance)?.push(kept);
  }

  cut(instance: string): number {
    this.#lastCut += 1;
    this.#of(instance)?.push({ kind: 'cut', cut: this.#lastCut });
    return this.#lastCut;
  }

  keyframe(instance: string, cut: number, snapshot: ScreenSnapshot): void {
    this.#present?.keyframes.push({ instance, cut, snapshot });
  }

  end(at: number): void {
    if (this.#present !== null) this.#present.ended = at;
    this.#present = null;
  }

  async flush(): Promise<void> {}

  async stop(): Promise<void> {
    this.#present = null;
  }

  /** Records were lost, as a thread that broke loses them. */
  lose(instance: string): void {
    this.#listener?.gapped(instance);
  }

  /** Nothing can be written from now on; `recover` ends that. */
  pause(reason: string): void {
    for (const [run, recording] of this.recordings)
      if (recording === this.#present) this.#listener?.paused(run, reason);
  }

  recover(): void {
    for (const [run, recording] of this.recordings)
      if (recording === this.#present)
        this.#listener?.begun(run, recording.events.at(-1)?.seq ?? recording.start.after);
  }

  #of(instance: string) {
    if (this.#present === null) return undefined;
    const { records } = this.#present;
    const known = records.get(instance);
    if (known !== undefined) return known;
    const made: (TerminalRecord | { readonly kind: 'cut'; readonly cut: number })[] = [];
    records.set(instance, made);
    return made;
  }
}

const noAbout = { id: '', version: '0', project: 'p', run: 0, title: '', begun: 0, ended: null };

/** Of a recording that holds nothing. */
const emptyReader: RecordingReader = {
  about: async () => ok(noAbout),
  streams: async () => ok([]),
  tip: async () => ok({ seq: 0, at: 0 }),
  viewAt: async () => ok(emptyView),
  viewParts: async () => ok({ view: emptyView, pieces: [] }),
  events: async () => ok([]),
  screenAt: async () => ok(null),
  textAt: async () => ok(null),
  records: async () => ok({ items: [], next: null }),
  activity: async () => ok([]),
  eventNear: async () => ok(null),
  timeline: async () => ok({ facts: [], seq: 0, at: 0, more: false }),
  damage: async () => ok([]),
  search: async () => ok({ hits: [], after: '', more: false, total: 0, indexed: true }),
  close: () => undefined,
};

/** Files of recordings by run, with their size. What the recorder has is looked at in it; to read a recording a test takes a file. */
export class FakeRecordings implements KeptRecordings {
  readonly files = new Map<number, number>();
  /** Runs whose file can't be removed. */
  readonly stuck = new Set<number>();
  /** Runs whose file can be opened, with when it says that the run ended. */
  readonly openable = new Map<number, number | null>();

  list(): readonly { readonly run: number; readonly bytes: number }[] {
    return [...this.files].map(([run, bytes]) => ({ run, bytes }));
  }

  async open(run: number): Promise<Result<RecordingReader>> {
    const ended = this.openable.get(run);
    if (ended === undefined)
      return fail('not_found', `run ${run} has no recording`, 'Name another.', { field: 'run' });
    return ok({ ...emptyReader, about: async () => ok({ ...noAbout, run, ended }) });
  }

  remove(run: number): Result<void> {
    if (this.stuck.has(run))
      return fail('state_read_only', `run ${run} can't be removed`, 'Check its folder.');
    this.files.delete(run);
    return ok(undefined);
  }
}

export const noExporter: RecordingExporter = {
  begin: (_wish, listener) => {
    listener.end({ code: 'not_found', message: 'nothing is recorded here', remedy: 'Record a run.' });
    return { ack: () => {}, cancel: () => {} };
  },
  stop: async () => {},
};
