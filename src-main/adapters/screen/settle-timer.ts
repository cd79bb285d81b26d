/** A program draws in bursts; what stands there in the middle of one means nothing. 30 ms is two frames. */
const quietMs = 30;
/** In a flood there is no quiet: then it is looked at ten times a second. */
const longestMs = 100;

/** Calls `look` once it has been quiet for a while after `touch`, or at the latest after a while of no quiet. */
export const settleTimer = (look: () => void) => {
  let timer: NodeJS.Timeout | null = null;
  let first = 0;
  let last = 0;
  const fire = (): void => {
    const now = performance.now();
    const wait = Math.min(last + quietMs, first + longestMs) - now;
    if (wait > 1) {
      timer = setTimeout(fire, wait);
      return;
    }
    timer = null;
    look();
  };
  return {
    touch: (): void => {
      last = performance.now();
      if (timer !== null) return;
      first = last;
      timer = setTimeout(fire, quietMs);
    },
    stop: (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
};
