import { expect, test } from 'vitest';
import { patternArguments, patternLines } from '../../build/testing/pattern-results.mjs';

test('the number of times is taken out of the words, and must be one', () => {
  expect(patternArguments(['-g', 'shutdown'])).toEqual({ times: 20, rest: ['-g', 'shutdown'] });
  expect(patternArguments(['--times', '5', '-g', 'x'])).toEqual({ times: 5, rest: ['-g', 'x'] });
  for (const wrong of ['0', '-1', '1.5', 'often', '']) {
    expect(patternArguments(['--times', wrong])).toBeUndefined();
  }
  expect(patternArguments(['--times'])).toBeUndefined();
});

const spec = (title: string, ...results: [status: string, duration: number][]) => ({
  title,
  tests: results.map(([status, duration]) => ({ results: [{ status, duration }] })),
});

test('a line a pattern tells passes, failures and the median; repetitions are put together', () => {
  const report = {
    suites: [
      {
        specs: [
          spec('one', ['passed', 1000]),
          spec('one', ['passed', 3000]),
          spec('one', ['timedOut', 9000]),
        ],
      },
      { suites: [{ specs: [spec('two', ['passed', 100], ['passed', 300])] }] },
      { specs: [spec('never run', ['skipped', 0])] },
    ],
  };
  expect(patternLines(report)).toEqual([
    '✗ one: 2 passed, 1 failed, median 3.0 s',
    '✓ two: 2 passed, 0 failed, median 0.2 s',
    '✗ never run: 0 passed, 0 failed, median 0.0 s',
    '✗ all patterns: 4 passed, 1 failed, median 1.0 s',
  ]);
});
