export { type ExtraMark, inOrder } from './extra-marks.ts';
export {
  grown,
  looping,
  mark,
  newPlayer,
  nextSpeed,
  pause,
  play,
  skippingIdle,
  unmarked,
  withSpeed,
} from './player.ts';
export { recordedPresent } from './recorded-present.ts';
export { createReplayClient } from './replay-client.ts';
export { ReplayClock } from './replay-clock.ts';
export { type Replay, ReplayContext, useReplay } from './replay-context.ts';
export { RunTimeline } from './run-timeline.tsx';
export { stepEvent } from './step-event.ts';
export { stepFrame } from './step-frame.ts';
export { stopKeys, stopWords } from './stop-words.ts';
export { type Direction, stopKinds } from './stops.ts';
