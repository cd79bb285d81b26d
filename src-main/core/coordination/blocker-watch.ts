import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import type { Fact } from '../ledger.ts';
import { climbs, nextClimb } from '../model/blockers.ts';
import { TimedLook } from '../timed-look.ts';

/** What can let a blocker climb, or change when it does. */
const kinds: ReadonlySet<string> = new Set([
  'instance.changed',
  'message.failed',
  'settings.changed',
  'run.started',
]);

/**
 * Lets blockers climb from a parent that can't help, or has not in its time, to the person. Times count from the event, so a host
 * that comes back finds what fell due while it was away.
 */
export const watchBlockers = (crew: Crew): Keeper =>
  new TimedLook(crew, 'a look at the blockers', kinds, (now, cause) => {
    const { ledger } = crew;
    // Told of by the append itself: nothing here listens for what it writes.
    ledger.append(
      climbs(ledger.view, now).map(
        (data): Fact => ({ kind: 'blocker.climbed', data, cause: data.why === 'unanswered' ? null : cause }),
      ),
    );
    return nextClimb(ledger.view, now);
  });
