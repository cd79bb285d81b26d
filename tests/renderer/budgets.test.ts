import { type Budgets, noBudgets, type Reached } from '@contract/budgets.ts';
import { emptyView } from '@contract/view.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetItems } from '../../src-renderer/attention/budget-items.ts';
import { mistakeOf, readAmount, readBudgets, textsOf } from '../../src-renderer/budgets/budget-form.ts';
import { mostUsed, runUse } from '../../src-renderer/budgets/use-budget-use.ts';
import {
  budgetLines,
  limitsWords,
  lineWords,
  nearest,
  stateOf,
} from '../../src-renderer/design/budget-words.ts';
import { sampleRun } from '../support/sample-events.ts';

const budgets: Budgets = {
  run: { tokens: 2_000_000, cost: 2.5, minutes: 90 },
  instance: { tokens: null, cost: 0.001, minutes: null },
};

describe('the fields of budgets', () => {
  it('read back what they show', () => {
    expect(textsOf(budgets)).toMatchObject({ 'run.tokens': '2,000,000', 'instance.tokens': '' });
    const most = fc.option(fc.integer({ min: 1, max: 10 ** 12 }));
    const cost = fc.option(fc.integer({ min: 1, max: 10 ** 9 }).map((cents) => cents / 100));
    const limits = fc.record({ tokens: most, cost, minutes: most });
    fc.assert(
      fc.property(limits, limits, (run, instance) => {
        expect(readBudgets(textsOf({ run, instance }))).toEqual({ value: { run, instance } });
      }),
    );
  });

  it.each([
    ['300k', 300_000],
    ['1.1M', 1_100_000],
    ['2 m', 2_000_000],
    ['2,000,000', 2_000_000],
    ['', null],
    ['  ', null],
    ['1.5', undefined],
    ['0', undefined],
    ['-3', undefined],
    ['2,50', undefined],
    ['many', undefined],
    ['k', undefined],
    ['1e9', undefined],
  ])('tokens “%s”', (text, wanted) => expect(readAmount(text, 'tokens')).toBe(wanted));

  it.each([
    ['2.50', 2.5],
    ['$ 2.50', 2.5],
    ['.5', 0.5],
    ['1,200.50', 1200.5],
    ['2,50', undefined],
    ['5k', undefined],
    ['0.00', undefined],
  ])('cost “%s”', (text, wanted) => expect(readAmount(text, 'cost')).toBe(wanted));

  it('say beside each field what may stand in it', () => {
    const read = readBudgets({ ...textsOf(noBudgets), 'run.cost': 'much', 'instance.minutes': '1.5' });
    expect(read).toEqual({
      mistakes: {
        'run.cost': 'An amount above 0, such as 2.50; empty: no limit.',
        'instance.minutes': 'A whole number above 0; empty: no limit.',
      },
    });
    const refusal = { code: 'bad_input', message: 'too much', remedy: '' } as const;
    expect(mistakeOf({ ...refusal, field: 'run.cost' })).toEqual({ 'run.cost': 'too much' });
    expect(mistakeOf({ ...refusal, field: 'else' })).toBeNull();
  });
});

describe('what is used of a budget', () => {
  it('has its limits in words, and the one that is nearest to its end', () => {
    expect(limitsWords(budgets.run)).toBe('2M tokens, $2.50, 90 min');
    expect(limitsWords(noBudgets.run)).toBe('none');
    const lines = budgetLines(budgets.run, { tokens: 412_345, cost: 2.1, minutes: 72.9 });
    expect(lines.map(lineWords)).toEqual(['412k of 2M tokens', '$2.10 of $2.50', '72 of 90 min']);
    expect(nearest(lines)).toMatchObject({ kind: 'cost', state: 'warned' });
    expect(nearest([])).toBeUndefined();
    expect([stateOf(79, 100), stateOf(80, 100), stateOf(99.9, 100), stateOf(100, 100)]).toEqual([
      'under',
      'warned',
      'warned',
      'spent',
    ]);
  });

  it('is that of the run, whose clock stands once it has ended, and of who used most', () => {
    const { view } = sampleRun(10, 0);
    const run = view.run ?? { run: 12, title: '', startedAt: 0, endedAt: null };
    const at = run.startedAt + 600_000;
    expect(runUse(view, at).minutes).toBe(10);
    expect(runUse({ ...view, run: { ...run, endedAt: at } }, at + 600_000).minutes).toBe(10);
    expect(runUse(emptyView, at)).toEqual({ tokens: 0, cost: 0, minutes: 0 });
    const most = mostUsed(view, at);
    expect(most.minutes?.id).toBe('exec_1');
    expect(most.tokens?.used).toBeGreaterThan(0);
    expect(most.tokens?.used ?? 0).toBeLessThan(runUse(view, at).tokens);
  });
});

describe('budgets that need the person', () => {
  const of = (scope: string, state: Reached['state'], kind: Reached['kind'] = 'tokens'): Reached => ({
    scope,
    kind,
    state,
    used: 1,
    limit: kind === 'cost' ? 5 : 60_000,
  });

  it('are told once for the run, and once for all instances with the same limit', () => {
    const instances = [1, 2, 3, 4, 5].map((at) => of(`exec_${at}`, 'spent'));
    const items = budgetItems({
      reached: [of('run', 'spent'), of('run', 'spent', 'cost'), ...instances, of('exec_9', 'warned')],
    });
    expect(items.map(({ what }) => what)).toEqual([
      'The run’s budget of 60k tokens and $5.00 is used up.',
      '5 instances have used up their budget of 60k tokens: exec_1, exec_2, exec_3 and 2 more.',
    ]);
    expect(items[0]?.outcome).toContain('nobody is spawned');
  });

  it('name a single instance, and warn of the run’s alone, last', () => {
    const items = budgetItems({ reached: [of('run', 'warned'), of('exec_1', 'spent', 'cost')] });
    expect(items.map(({ what, state }) => [state, what])).toEqual([
      ['spent', 'exec_1 has used up its budget of $5.00.'],
      ['warned', 'At least 80 % of the run’s budget of 60k tokens is used.'],
    ]);
    expect(budgetItems({ reached: [] })).toEqual([]);
  });
});
