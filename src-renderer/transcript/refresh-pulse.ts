/** Between two looks: an agent that calls tool after tool is followed closely enough by eye. */
const pauseMs = 250;

/** After the last event: a CLI tells of a call by its hook before it writes it down. */
const settleMs = 1500;

export type RefreshPulse = {
  /** Something happened. */
  ring(): void;
  stop(): void;
};

/** Looks soon after something happened, however often it does, and once more when nothing happens any longer. */
export const createRefreshPulse = (look: () => Promise<void>): RefreshPulse => {
  let soon: ReturnType<typeof setTimeout> | null = null;
  let settle: ReturnType<typeof setTimeout> | null = null;
  let looking = false;
  let again = false;
  let stopped = false;

  const run = async (): Promise<void> => {
    soon = null;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    await look();
    looking = false;
    if (again && !stopped) {
      again = false;
      soon ??= setTimeout(run, pauseMs);
    }
  };
  return {
    ring: () => {
      if (stopped) return;
      soon ??= setTimeout(run, pauseMs);
      if (settle !== null) clearTimeout(settle);
      settle = setTimeout(run, settleMs);
    },
    stop: () => {
      stopped = true;
      if (soon !== null) clearTimeout(soon);
      if (settle !== null) clearTimeout(settle);
    },
  };
};
