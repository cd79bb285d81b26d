import type { Log } from '../../core/ports/log.ts';

/** What was opened, closed in reverse. */
export interface ClosingOrder {
  add(what: string, close: () => unknown): void;
  /** Closes all, each even if another fails; a second call does nothing. */
  close(): Promise<void>;
}

export const createClosingOrder = (log: Pick<Log, 'error'>): ClosingOrder => {
  const opened: { what: string; close: () => unknown }[] = [];
  return {
    add: (what, close) => {
      opened.push({ what, close });
    },
    close: async () => {
      for (let last = opened.pop(); last; last = opened.pop()) {
        try {
          await last.close();
        } catch (error) {
          log.error(`closing the ${last.what} failed`, error);
        }
      }
    },
  };
};
