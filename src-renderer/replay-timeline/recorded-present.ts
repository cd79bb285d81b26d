import type { Present } from '../design/use-now.ts';
import type { ReplayClock } from './replay-clock.ts';

/** Whatever tells how long ago something was is drawn anew at most so often while a recording plays. The viewer's milliseconds. */
const everyMs = 250;

/** The playhead of a recording as the present. */
export const recordedPresent = (clock: ReplayClock): Present => ({
  now: () => clock.head,
  onChange: (listener) => {
    let told = Number.NEGATIVE_INFINITY;
    const tell = (): void => {
      told = clock.now();
      listener();
    };
    const stops = [
      clock.onHead((_head, jumped) => {
        if (jumped || clock.now() - told >= everyMs) tell();
      }),
      // Where it came to a stand counts to the millisecond.
      clock.onPlayer(tell),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
