import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Used } from '@contract/usage.ts';
import { expect, test } from 'vitest';
import { pricesFrom } from '../../../src-main/adapters/agents/prices/prices.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const used = (model: string | null, change: Partial<Used> = {}): Used => ({
  input: 1_000_000,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cost: null,
  model,
  context: null,
  contextWindow: null,
  ...change,
});
const own = (text: string) => {
  const file = join(tempFolder(), 'prices.yaml');
  writeFileSync(file, text);
  const log = memoryLog();
  return { prices: pricesFrom(file, log), log };
};

test('the longest beginning of a model’s name counts, with or without its provider', () => {
  const prices = pricesFrom('/nowhere/prices.yaml', memoryLog());
  expect(prices.costOf(used('claude-sonnet-4-5-20250929'))).toBe(3);
  expect(prices.costOf(used('claude-opus-4-1-20250805'))).toBe(15);
  expect(prices.costOf(used('claude-opus-4-5-20251101'))).toBe(5);
  expect(prices.costOf(used('openai/gpt-5-mini'))).toBe(0.25);
  const all = { output: 1_000_000, cacheRead: 1_000_000, cacheWrite: 1_000_000 };
  expect(prices.costOf(used('claude-haiku-4-5', all))).toBeCloseTo(1 + 5 + 0.1 + 1.25);
  expect(prices.costOf(used('gpt-5', { input: 0, cacheWrite: 1_000_000 })), 'no price of its own').toBe(1.25);
});

test('nothing is made up for a model that no table has', () => {
  const prices = pricesFrom('/nowhere/prices.yaml', memoryLog());
  expect(prices.dates.own).toBeNull();
  expect(prices.costOf(used('some-model'))).toBeNull();
  expect(prices.costOf(used(null))).toBeNull();
});

test('the person’s own table goes first', () => {
  const { prices } = own('date: 2026-11-01\nmodels:\n  claude-sonnet-4: { input: 2, output: 9 }\n');
  expect(prices.dates).toEqual({ shipped: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), own: '2026-11-01' });
  expect(prices.costOf(used('claude-sonnet-4-5'))).toBe(2);
  expect(prices.costOf(used('gpt-5'))).toBe(1.25);
});

test.each([
  ['no YAML', 'models: ['],
  ['no date', 'models: {}\n'],
  ['a price that is none', 'date: 2026-11-01\nmodels:\n  gpt-5: { input: -1, output: 2 }\n'],
])('a table with %s is told of and not used', (_what, text) => {
  const { prices, log } = own(text);
  expect(prices.costOf(used('gpt-5'))).toBe(1.25);
  expect(JSON.stringify(log.lines)).toContain('prices have a mistake');
});
