import type { DayUsage } from '@contract/usage-days.ts';
import { describe, expect, it } from 'vitest';
import { sumUsage } from '../../../src-renderer/design/sum-usage.ts';
import {
  daysWithUse,
  instanceSums,
  measured,
  sameUse,
  totalOf,
} from '../../../src-renderer/usage/usage-rows.ts';
import { sampleRun } from '../../support/sample-events.ts';

const day = (name: string, more: Partial<DayUsage> = {}): DayUsage => ({
  day: name,
  input: 10,
  output: 20,
  cacheRead: 1000,
  cacheWrite: 5,
  cost: 1.5,
  costBy: 'agent',
  conversations: 2,
  untold: 0,
  ...more,
});

describe('sums by instance', () => {
  const { instances } = sampleRun(40, 0).view;
  const sums = instanceSums(instances);

  it('stand under their parent, each with its subtree', () => {
    expect(sums).toHaveLength(40);
    expect(sums[0]).toMatchObject({ id: 'exec_1', depth: 0, below: 39 });
    expect(sums[0]?.whole).toEqual(sumUsage(Object.values(instances)));
    const at = sums.findIndex(({ id }) => id === 'mgr_1_2');
    expect(sums[at + 1]).toMatchObject({ id: 'spec_1_2_1', depth: 2, below: 0 });
    for (const { own, whole, below } of sums) if (below === 0) expect(whole).toEqual(own);
  });

  it('change only when someone told of more', () => {
    const { exec_1: first } = instances;
    if (first === undefined) throw new Error('the sample run is empty');
    expect(sameUse(instances, { ...instances, exec_1: { ...first, reason: 'else' } })).toBe(true);
    expect(sameUse(instances, { ...instances, exec_1: { ...first, used: {} } })).toBe(false);
    expect(sameUse(instances, { exec_1: first })).toBe(false);
  });
});

describe('sums by day', () => {
  const none = day('2026-11-02', { conversations: 0, cost: null });

  it('leave out days without use, the newest first', () => {
    const days = [day('2026-11-01'), none, day('2026-11-03')];
    expect(daysWithUse(days).map(({ day }) => day)).toEqual(['2026-11-03', '2026-11-01']);
  });

  it('add up, and say when any of it was reckoned or is not known', () => {
    const total = totalOf([
      day('2026-11-01', { costBy: 'prices' }),
      none,
      day('2026-11-03', { cost: null, untold: 2 }),
    ]);
    expect(total).toMatchObject({ input: 20, cacheRead: 2000, cost: 1.5, costBy: 'prices', untold: 2 });
    expect(totalOf([none])).toBeNull();
  });

  it('are measured without what was read from a cache', () => {
    expect(measured(day('2026-11-01'), 'tokens')).toBe(35);
    expect(measured(day('2026-11-01'), 'cost')).toBe(1.5);
    expect(measured(none, 'cost')).toBe(0);
  });
});
