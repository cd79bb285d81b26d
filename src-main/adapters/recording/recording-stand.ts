import type { RecordingStart } from '../../core/ports/recorder.ts';

/**
 * How it stands with the recording of a run:
 *
 *   opening --begun--> on --failed, thread lost--> broken --retry, new thread--> reopening --begun--> on
 *   opening --failed--> broken                     reopening --failed--> broken
 *
 * While it is opened for the first time, what comes is handed over behind the request. While it is broken or opened again it is left
 * out: a gap tells so once it is on.
 */
export type Stand = 'opening' | 'on' | 'broken' | 'reopening';

/** The recording of one run, from when it is begun until it is ended. */
export interface PresentRecording {
  readonly start: RecordingStart;
  stand: Stand;
  /** Which `begin` the thread was last asked for. */
  round: number;
  /** Why it broke last; null: it has not. */
  reason: string | null;
}

/** Whether what comes now gets into the file. */
export const takesRecords = (present: PresentRecording | null): present is PresentRecording =>
  present !== null && (present.stand === 'opening' || present.stand === 'on');
