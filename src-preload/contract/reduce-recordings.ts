import type { TuttiEvent } from './events.ts';
import type { View } from './view.ts';

type RecordingEvent = Extract<TuttiEvent, { kind: 'recording.paused' | 'recording.resumed' }>;

/** How the run in view is recorded, after one more event. */
export const reduceRecording = (view: View, { kind, data }: RecordingEvent): View['recording'] => {
  if (data.run !== view.run?.run) return view.recording;
  return { ...view.recording, paused: kind === 'recording.paused' ? data.reason : null };
};
