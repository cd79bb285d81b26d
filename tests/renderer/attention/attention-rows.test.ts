import type { View } from '@contract/view.ts';
import { describe, expect, it } from 'vitest';
import { attentionRows, attentionTally } from '../../../src-renderer/attention/attention-rows.ts';
import { createRest } from '../../../src-renderer/attention/focus-that-stays.ts';
import { sampleRun } from '../../support/sample-events.ts';

const withLimit = (view: View, id: string, kind: 'usage' | 'overloaded'): View => {
  const instance = view.instances[id];
  if (instance === undefined) throw new Error(`there is no ${id}`);
  const limit = { kind, reason: 'the 5-hour limit is reached', until: null };
  return { ...view, instances: { ...view.instances, [id]: { ...instance, limit } } };
};

describe('who needs the person', () => {
  const { view } = sampleRun(40, 0);

  it('has whom most hang on first, then who waits longest', () => {
    const rows = attentionRows(view);
    expect(rows.length).toBeGreaterThan(8);
    const order = rows.map(({ waiting, instance }) => [-waiting, instance.since]);
    expect(order).toEqual([...order].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });

  it('counts each kind', () => {
    const rows = attentionRows(view);
    const counted = [...attentionTally(rows).matchAll(/(\d+) [a-z]/g)].map(([, count]) => Number(count));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(attentionTally(rows)).toMatch(/^\d+ asking, \d+ blocked/);
    expect(attentionTally([])).toBe('');
  });

  it('takes in one whose account is used up, and leaves out one that tries again by itself', () => {
    const small = sampleRun(2, 0).view;
    expect(attentionRows(small)).toEqual([]);
    expect(attentionRows(withLimit(small, 'exec_1', 'overloaded'))).toEqual([]);
    const [row] = attentionRows(withLimit(small, 'exec_1', 'usage'));
    expect(row).toMatchObject({ waiting: 1, what: 'usage limit: the 5-hour limit is reached' });
    expect(attentionTally(attentionRows(withLimit(small, 'exec_1', 'usage')))).toBe('1 held up');
  });
});

describe('the rest of keys', () => {
  it('lasts a moment after the next question has taken the place of one', () => {
    let now = 1000;
    const rest = createRest(() => now);
    expect(rest.lasts()).toBe(false);
    rest.begin();
    now += 399;
    expect(rest.lasts()).toBe(true);
    now += 1;
    expect(rest.lasts()).toBe(false);
  });
});
