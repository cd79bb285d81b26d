import type { TuttiEvent } from '@contract/events.ts';
import type { RemovedWhy } from '@contract/recording-events.ts';
import { sizeWords } from '@contract/size-words.ts';

type RecordingEvent = Extract<TuttiEvent, { kind: `recording.${string}` }>;

const whys: Record<RemovedWhy, string> = {
  age: 'its days were over',
  size: 'all together took too much room',
  asked: 'you said so',
};

export const recordingWords = (event: RecordingEvent): string => {
  const { run } = event.data;
  switch (event.kind) {
    case 'recording.paused':
      return `Run ${run} is not recorded at present: ${event.data.reason}`;
    case 'recording.resumed':
      return `Run ${run} is recorded again`;
    case 'recording.protected':
      return `The recording of run ${run} is protected`;
    case 'recording.unprotected':
      return `The recording of run ${run} is protected no longer`;
    case 'recording.removed':
      return `The recording of run ${run} was removed (${sizeWords(event.data.bytes)}): ${whys[event.data.why]}`;
    default:
      return event satisfies never;
  }
};
