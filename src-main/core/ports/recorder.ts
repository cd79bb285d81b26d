import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Size } from '@contract/instances.ts';
import type { View } from '@contract/view.ts';
import type { ScreenSnapshot } from './screens.ts';

/** One thing that happened to an instance's terminal. */
export type TerminalRecord =
  /** Bytes of its program; only these count in offsets. */
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | { readonly kind: 'resized'; readonly size: Size }
  /** A new process begins, on a blank screen of that size. */
  | { readonly kind: 'blank'; readonly size: Size }
  /** What came between the record before and the one after is not known. */
  | { readonly kind: 'gap'; readonly reason: string }
  /** Text that did not come from the program: drawn, without counting in offsets. */
  | { readonly kind: 'inject'; readonly data: string }
  /** What the person typed. */
  | { readonly kind: 'typed'; readonly bytes: Uint8Array }
  /** That the person typed, and how many bytes. */
  | { readonly kind: 'typedCount'; readonly bytes: number }
  /** Its process has ended. */
  | { readonly kind: 'ended'; readonly reason: string };

export interface RecordingStart {
  readonly run: number;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** A recording that is not there yet holds the events after this one. */
  readonly after: number;
  /** The view at the tip of the log, whenever it is asked. */
  readonly view: () => View;
}

export interface RecorderListener {
  /** The recording of `run` is open, and holds the events up to `seq`: those after it are wanted. Comes again when it was opened anew. */
  begun(run: number, seq: number): void;
  /** Records of an instance were lost, and a gap was recorded in their place: its screen is wanted as a keyframe. */
  gapped(instance: InstanceId): void;
  /** Nothing of `run` is recorded from here on, and why, until `begun` comes again. Told once. */
  paused(run: number, reason: string): void;
}

/**
 * Writes the recording of one run at a time, in a worker thread: nothing here blocks the event loop, and nothing throws. What was
 * handed over is in the file 200 ms later. Where it can't be written (a full disk, a thread that broke), it is left out and a gap tells so.
 */
export interface Recorder {
  listen(listener: RecorderListener): void;
  /** Begins the recording of a run, or goes on with the one that is there. One that is under way is closed. */
  begin(start: RecordingStart): void;
  /** In order, without gaps, none twice. */
  events(events: readonly TuttiEvent[]): void;
  /** In order. `at`: milliseconds since 1970. The bytes are copied before it returns. */
  put(instance: InstanceId, at: number, record: TerminalRecord): void;
  /** Marks this very place among the instance's records, for a keyframe that is on its way. */
  cut(instance: InstanceId, at: number): number;
  /** The screen as it was at that cut. */
  keyframe(instance: InstanceId, cut: number, snapshot: ScreenSnapshot): void;
  /** The run is over. */
  end(at: number): void;
  /** Resolves once all that was handed over is in the file, or is lost. */
  flush(): Promise<void>;
  /** Lets go: what was handed over is written. The run may go on, recorded by a later host. */
  stop(): Promise<void>;
}
