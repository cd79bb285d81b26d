import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { TerminalRecord } from '../../core/ports/recorder.ts';
import type { ScreenSnapshot } from '../../core/ports/screens.ts';
import type { RecordingHead } from './recording-writer.ts';

/** What the main side asks of the thread, in order. */
export type RecorderRequest =
  /** `round`: which begin it is. What the thread tells of an earlier one is of no meaning any more. */
  | { readonly kind: 'begin'; readonly round: number; readonly head: RecordingHead }
  | { readonly kind: 'events'; readonly events: readonly TuttiEvent[] }
  | {
      readonly kind: 'put';
      readonly instance: InstanceId;
      readonly at: number;
      readonly record: TerminalRecord;
    }
  | { readonly kind: 'cut'; readonly instance: InstanceId; readonly cut: number; readonly at: number }
  | {
      readonly kind: 'keyframe';
      readonly instance: InstanceId;
      readonly cut: number;
      readonly snapshot: ScreenSnapshot;
    }
  | { readonly kind: 'end'; readonly at: number }
  | { readonly kind: 'flush'; readonly ask: number }
  | { readonly kind: 'close'; readonly ask: number };

/** One message: what was asked within a while, and how many bytes of terminals that is, with their keyframes. */
export interface RecorderBatch {
  readonly requests: readonly RecorderRequest[];
  readonly bytes: number;
}

/** What the thread tells. */
export type RecorderReport =
  | {
      readonly kind: 'begun';
      readonly round: number;
      readonly run: number;
      readonly seq: number;
      readonly aside: string | null;
    }
  /** A batch was taken. */
  | { readonly kind: 'taken'; readonly bytes: number }
  /** The answer to `flush` and `close`, whether it went well or not. */
  | { readonly kind: 'done'; readonly ask: number }
  /** What is recorded is found by reading it, and no longer by its index. */
  | { readonly kind: 'unindexed'; readonly reason: string }
  /** Nothing is recorded until the next `begin`. `forGood`: that would fail, too. */
  | { readonly kind: 'failed'; readonly round: number; readonly reason: string; readonly forGood: boolean };
