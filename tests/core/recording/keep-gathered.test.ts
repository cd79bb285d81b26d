import { expect, test, vi } from 'vitest';
import { KeepGathered } from '../../../src-main/core/recording/keep-gathered.ts';
import { ManualClock } from '../../support/manual-clock.ts';

test('parts of one answer are made of one reading; another answer, another run and a later time read anew', async () => {
  const clock = new ManualClock();
  const kept = new KeepGathered<number>(clock);
  let count = 0;
  const read = vi.fn(async () => ++count);
  expect(await kept.get('1', true, read)).toBe(1);
  expect(await kept.get('1', false, read)).toBe(1);
  expect(await kept.get('1', false, read)).toBe(1);
  expect(await kept.get('2', false, read)).toBe(2);
  expect(await kept.get('2', true, read)).toBe(3);
  await clock.advance(60_000);
  expect(await kept.get('2', false, read)).toBe(4);
});

test('what could not be read is read again', async () => {
  const kept = new KeepGathered<number>(new ManualClock());
  await expect(kept.get('1', true, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept.get('1', false, async () => 7)).toBe(7);
});
