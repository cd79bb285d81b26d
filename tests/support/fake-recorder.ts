import type { TuttiEvent } from '@contract/events.ts';
import { fail } from '@contract/result.ts';
import type {
  Recorder,
  RecorderListener,
  RecordingStart,
  TerminalRecord,
} from '../../src-main/core/ports/recorder.ts';
import type { Recordings } from '../../src-main/core/ports/recordings.ts';
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

/** What the fake has is looked at in it; to read a recording a test takes a file. */
export const noRecordings: Recordings = {
  list: () => [],
  open: async (run) => fail('not_found', `run ${run} has no recording`, 'Name another.', { field: 'run' }),
};
