import { ok } from '@contract/result.ts';
import type { DayUsage } from '@contract/usage-days.ts';
import { reachedBudgets } from '../../src-main/core/model/budgets.ts';
import { daysUpTo } from '../../src-main/core/model/local-days.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

/** What is reached by what the tape tells, as the host looks after each change. */
export const lookAtBudgets = (tape: EventTape): void => {
  tape.add('budgets.reached', { reached: reachedBudgets(tape.view, Date.now()) });
};

const noUse = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cost: null, conversations: 0, untold: 0 };

/** A week's work, with days off; some of it reckoned, some of it told in part. */
const sampleDay = (day: string, back: number): DayUsage => {
  if (back % 7 === 5 || back % 7 === 6) return { day, ...noUse };
  const size = 1 + ((back * 7) % 5);
  const known = { cost: 1.84 * size, costBy: back % 3 === 1 ? ('prices' as const) : ('agent' as const) };
  return {
    day,
    input: 41_000 * size,
    output: 88_000 * size,
    cacheRead: 4_100_000 * size,
    cacheWrite: 310_000 * size,
    ...known,
    conversations: 3 * size,
    untold: back % 4 === 2 ? 2 : 0,
  };
};

/** Budgets and the use of days, as a real host keeps them. */
export const budgetHandlers = (tape: EventTape, told: boolean): Handlers => ({
  'budgets.set': (budgets) => {
    tape.add('budgets.changed', { budgets }, { kind: 'person', door: 'window' });
    lookAtBudgets(tape);
    return ok(tape.view.budgets);
  },
  'usage.days': ({ days, zone = 'UTC' }) => {
    const names = daysUpTo('2026-11-22', days);
    const shown = names.map((day, at) => (told ? sampleDay(day, days - 1 - at) : { day, ...noUse }));
    return ok({ zone, days: shown, prices: { shipped: '2026-06-30', own: null } });
  },
});
