import { newPlayer } from '../../../src-renderer/replay-timeline/player.ts';
import { ReplayClock } from '../../../src-renderer/replay-timeline/replay-clock.ts';
import type { Span } from '../../../src-renderer/replay-timeline/spans.ts';

/** A clock that is turned by hand: `pass` draws a frame after so many ms. */
export const clockByHand = (range: Span) => {
  let now = 0;
  let frame: (() => void) | null = null;
  const player = { ...newPlayer(range, []), skipsIdle: false };
  const clock = new ReplayClock(
    player,
    () => now,
    (work) => {
      frame = work;
      return () => {
        frame = null;
      };
    },
  );
  const pass = (ms: number): void => {
    now += ms;
    const work = frame;
    frame = null;
    work?.();
  };
  return { clock, pass };
};

/** Everything that was promised so far has come. */
export const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 60; turns += 1) await Promise.resolve();
};
