import type { Instance } from '@contract/instances.ts';
import type { Used } from '@contract/usage.ts';
import { describe, expect, it } from 'vitest';
import {
  contextShare,
  currentUsed,
  sumUsage,
  withThoseBelow,
} from '../../../src-renderer/design/sum-usage.ts';
import {
  costWords,
  dollars,
  exactWords,
  shortCount,
  untoldWords,
} from '../../../src-renderer/design/token-words.ts';
import { sampleRun } from '../../support/sample-events.ts';

const used = (change: Partial<Used> = {}): Used => ({
  input: 1000,
  output: 200,
  cacheRead: 30_000,
  cacheWrite: 4000,
  cost: 0.25,
  model: 'a',
  context: 50_000,
  contextWindow: 200_000,
  ...change,
});

const { instances } = sampleRun(10, 0).view;
const [first] = Object.values(instances);
const instance = (change: Partial<Instance>): Instance => {
  if (first === undefined) throw new Error('the sample run is empty');
  return { ...first, used: {}, session: null, ...change };
};

describe('counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1k'],
    [12_345, '12.3k'],
    [99_999, '99.9k'],
    [123_456, '123k'],
    [999_999, '999k'],
    [1_234_567, '1.2M'],
    [2_500_000_000, '2.5B'],
  ])('%i is %s', (count, words) => {
    expect(shortCount(count)).toBe(words);
  });

  it('never call a cost nothing that was something', () => {
    expect([0, 0.004, 0.01, 1234.5].map(dollars)).toEqual(['$0.00', 'under $0.01', '$0.01', '$1,234.50']);
  });
});

describe('what was used', () => {
  it('is summed over every conversation of the instances', () => {
    const sum = sumUsage([
      instance({ used: { one: used(), two: used({ cost: 1 }) } }),
      instance({ used: { three: used({ input: 5 }) } }),
    ]);
    expect(sum.used).toMatchObject({ input: 2005, output: 600, cost: 1.5 });
    expect([costWords(sum), untoldWords(sum)]).toEqual(['$1.50', '']);
    expect(exactWords(sum)).toBe(
      '2,005 input, 600 output, 90,000 read from the cache, 12,000 written to the cache, cost $1.50',
    );
  });

  it('says that a cost is not whole, or was not told', () => {
    const some = sumUsage([instance({ used: { one: used(), two: used({ cost: null }) } })]);
    expect([costWords(some), untoldWords(some)]).toEqual([
      '$0.25 and more',
      '1 of 2 conversations told no cost',
    ]);
    expect(costWords(sumUsage([instance({ used: { one: used({ cost: null }) } })]))).toBe('not told');
    expect(costWords(sumUsage([]))).toBe('not told');
  });

  it('reaches all that are below an instance', () => {
    const ids = (id: string) => withThoseBelow(instances, id).map((each) => each.id);
    expect(ids('exec_1')).toHaveLength(10);
    expect(ids('mgr_1_1')).toEqual(['mgr_1_1', 'spec_1_1_1', 'spec_1_1_2']);
    expect(ids('nobody')).toEqual([]);
  });

  it('has model and context of the conversation of now', () => {
    const talks = { old: used({ model: 'old' }), now: used({ model: 'now' }), other: used() };
    const session = { id: 'now', transcript: null };
    expect(currentUsed(instance({ used: talks, session }))?.model).toBe('now');
    expect(currentUsed(instance({ used: talks }))?.model).toBe('a');
    expect(currentUsed(instance({}))).toBeNull();
    expect(contextShare(used())).toBe(0.25);
    expect(contextShare(used({ context: 300_000 }))).toBe(1);
    expect(contextShare(used({ contextWindow: null }))).toBeNull();
    expect(contextShare(used({ contextWindow: 0 }))).toBeNull();
  });
});
