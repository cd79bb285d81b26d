import { SaidLately } from '../../core/model/screen-meaning.ts';
import { settleTimer } from './settle-timer.ts';

/** A screen is looked at once a second at most: finer than that nobody asks when an agent was last seen alive. */
const restMs = 1000;

/** Tells when what was drawn says something new, and not when a spinner or a clock goes on. */
export const meaningWatch = (lines: () => readonly string[], tell: () => void) => {
  const said = new SaidLately();
  let resting: NodeJS.Timeout | null = null;
  let drawn = false;
  const settle = settleTimer(() => {
    if (said.isNew(lines().join('\n'))) tell();
    drawn = false;
    resting = setTimeout(() => {
      resting = null;
      if (drawn) settle.touch();
    }, restMs);
  });
  return {
    /** Its program has drawn. */
    touch: (): void => {
      drawn = true;
      if (resting === null) settle.touch();
    },
    stop: (): void => {
      settle.stop();
      if (resting !== null) clearTimeout(resting);
      resting = null;
    },
  };
};
