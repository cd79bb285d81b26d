import type { Log } from '../../../core/ports/log.ts';

/**
 * Something that is done when a file has changed: never twice at once, and once more if there was a change meanwhile.
 * What it throws is logged.
 */
export const oneAtATime = (work: () => Promise<void>, log: Log, what: string): (() => void) => {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    while (again) {
      again = false;
      try {
        await work();
      } catch (error) {
        log.error(what, error);
      }
    }
    running = false;
  };
  return () => {
    again = true;
    if (!running) void run();
  };
};
