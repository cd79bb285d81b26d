import { TuttiFailure } from '@contract/result.ts';
import type { Fact, Ledger } from './ledger.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';

/** A full disk is looked at again after so many ms: soon enough for whoever made room, rarely enough for a log. */
const lookAgainMs = 1000;

interface Parts {
  readonly ledger: Ledger;
  readonly ports: { readonly clock: Clock; readonly log: Log };
  /** The host lets go: the next one finds in the log what this one could not tell. */
  readonly stopped?: boolean;
}

/**
 * Appends what has happened already and so can't be refused: while the log can't be written (a full disk), again and
 * again. `facts` is asked anew each time, since what it tells may have been overtaken.
 */
export const appendSurely = async (parts: Parts, facts: () => readonly Fact[]): Promise<void> => {
  const { ledger, ports } = parts;
  while (parts.stopped !== true) {
    try {
      ledger.append(facts());
      return;
    } catch (error) {
      if (!(error instanceof TuttiFailure)) throw error;
      ports.log.warn('an event waits to be written', { error: error.error });
    }
    await new Promise<void>((resolve) => {
      ports.clock.after(lookAgainMs, resolve);
    });
  }
};
