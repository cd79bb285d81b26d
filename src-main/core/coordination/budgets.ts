import type { Reached } from '@contract/budgets.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Keeper } from '../keeper.ts';
import { nextByTime, reachedBudgets } from '../model/budgets.ts';
import { TimedLook } from '../timed-look.ts';

/** What can bring a budget nearer, or change what it is. */
const kinds: ReadonlySet<string> = new Set([
  'instance.used',
  'instance.spawned',
  'budgets.changed',
  'run.started',
  'run.ended',
]);

const sameState = (one: Reached, other: Reached): boolean =>
  one.scope === other.scope &&
  one.kind === other.kind &&
  one.state === other.state &&
  one.limit === other.limit;

/**
 * Watches the person's budgets, and tells of what was reached and of what no longer is. At four fifths it warns; at the whole nothing
 * more is handed over and nobody spawned (see `spentFor`), and every agent finishes the turn it is in.
 */
export const watchBudgets = (crew: Crew): Keeper =>
  new TimedLook(crew, 'a look at the budgets', kinds, (now, cause) => {
    const { ledger } = crew;
    const reached = reachedBudgets(ledger.view, now);
    const known = ledger.view.reached;
    const same =
      reached.length === known.length && reached.every((one) => known.some((other) => sameState(one, other)));
    if (!same) ledger.append([{ kind: 'budgets.reached', data: { reached }, cause }]);
    return nextByTime(ledger.view, now);
  });
