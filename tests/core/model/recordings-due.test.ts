import type { RecordingLine } from '@contract/recordings.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordingsDue } from '../../../src-main/core/model/recordings-due.ts';

const day = 24 * 3_600_000;
const gb = 2 ** 30;
const now = 1000 * day;

const line = (run: number, daysAgo: number, gigabytes: number, more: Partial<RecordingLine> = {}) => ({
  run,
  title: '',
  begun: now - daysAgo * day - 3_600_000,
  ended: now - daysAgo * day,
  bytes: gigabytes * gb,
  protected: false,
  ...more,
});

const due = (
  lines: readonly RecordingLine[],
  keepDays: number,
  keepGigabytes: number,
  stays: number[] = [],
) =>
  recordingsDue(lines, { keepDays, keepGigabytes }, now, (run) => stays.includes(run)).map(
    ({ run, why }) => `${run} ${why}`,
  );

test('what is too old goes, then the oldest until the rest fits; 0 is without limit', () => {
  const lines = [line(4, 1, 3), line(3, 2, 3), line(2, 20, 3), line(1, 100, 1)];
  expect(due(lines, 0, 0)).toEqual([]);
  expect(due(lines, 90, 0)).toEqual(['1 age']);
  expect(due(lines, 90, 6)).toEqual(['1 age', '2 size']);
  expect(due(lines, 0, 6)).toEqual(['1 size', '2 size']);
  expect(due(lines, 0, 2)).toEqual(['1 size', '2 size', '3 size', '4 size']);
  expect(due([line(1, 90, 1)], 90, 0)).toEqual([]);
});

test('protected ones, and those that stay anyhow, count and stay', () => {
  const lines = [line(3, 2, 3), line(2, 200, 3), line(1, 300, 3, { protected: true })];
  expect(due(lines, 90, 4, [2])).toEqual(['3 size']);
});

test('whatever there is: nothing that stays goes, the oldest go first, and no more than the rule asks for', () => {
  const arbitrary = fc.uniqueArray(
    fc.record({ run: fc.nat(99), days: fc.nat(300), size: fc.nat(20), protected: fc.boolean() }),
    { selector: ({ run }) => run, maxLength: 20 },
  );
  fc.assert(
    fc.property(arbitrary, fc.nat(200), fc.nat(60), fc.array(fc.nat(99)), (made, days, gigabytes, stays) => {
      const lines = made.map((one) => line(one.run, one.days, one.size, { protected: one.protected }));
      const rule = { keepDays: days, keepGigabytes: gigabytes };
      const gone = recordingsDue(lines, rule, now, (run) => stays.includes(run));
      expect(gone.filter((one) => one.protected || stays.includes(one.run))).toEqual([]);
      const left = lines.filter(({ run }) => !gone.some((one) => one.run === run));
      const free = left.filter((one) => !one.protected && !stays.includes(one.run));
      const endOf = ({ begun, ended }: RecordingLine): number => ended ?? begun;
      for (const one of gone) for (const other of free) expect(endOf(one)).toBeLessThanOrEqual(endOf(other));
      if (days > 0) expect(free.filter((one) => now - endOf(one) > days * day)).toEqual([]);
      const bytes = left.reduce((sum, one) => sum + one.bytes, 0);
      if (gigabytes > 0 && free.length > 0) expect(bytes).toBeLessThanOrEqual(gigabytes * gb);
      const last = gone.at(-1);
      if (last?.why === 'size') expect(bytes + last.bytes).toBeGreaterThan(gigabytes * gb);
    }),
  );
});
