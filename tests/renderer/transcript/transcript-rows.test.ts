import { expect, test } from 'vitest';
import { rowsOf, rowWith } from '../../../src-renderer/transcript/transcript-rows.ts';
import { entry } from './sample-transcript.ts';

const shape = (rows: ReturnType<typeof rowsOf>) =>
  rows.map(({ entry, result }) => [entry.index, result?.index ?? null]);

test('a call and its result are one row, also where several calls were made at once', () => {
  const rows = rowsOf([
    entry(0, 'prompt'),
    entry(1, 'tool', { call: 'a' }),
    entry(2, 'tool', { call: 'b' }),
    entry(3, 'result', { call: 'b' }),
    entry(4, 'result', { call: 'a' }),
    entry(5, 'said'),
  ]);
  expect(shape(rows)).toEqual([
    [0, null],
    [1, 4],
    [2, 3],
    [5, null],
  ]);
  expect(rowWith(rows, 4)).toBe(1);
  expect(rowWith(rows, 5)).toBe(3);
  expect(rowWith(rows, 9)).toBe(-1);
});

test('calls of one name are answered in their order; a result without its call stands alone', () => {
  const rows = rowsOf([
    entry(7, 'result', { call: 'same' }),
    entry(8, 'tool', { call: 'same' }),
    entry(9, 'tool', { call: 'same' }),
    entry(10, 'result', { call: 'same' }),
    entry(11, 'result', { call: 'same' }),
    entry(12, 'result'),
  ]);
  expect(shape(rows)).toEqual([
    [7, null],
    [8, 10],
    [9, 11],
    [12, null],
  ]);
});
