import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hunkAt, hunksOf } from '../../../src-renderer/review/hunks.ts';
import { lineDiff } from '../../../src-renderer/review/line-diff.ts';

const places = (before: string, after: string): number[][] =>
  hunksOf(before, after).map(({ lineA, linesA, lineB, linesB }) => [lineA, linesA, lineB, linesB]);

test('hunks are runs of lines that differ', () => {
  expect(places('a\nb\nc\nd\ne\n', 'a\nB\nc\nd\ne\nf\n')).toEqual([
    [2, 1, 2, 1],
    [6, 0, 6, 1],
  ]);
  expect(places('a\nb\nc\n', 'a\nc\n')).toEqual([[2, 1, 2, 0]]);
  expect(places('', 'a\nb')).toEqual([[1, 1, 1, 2]]);
  expect(places('a\r\nb\r\n', 'a\nb\n')).toEqual([]);
});

test('a hunk keeps its key when lines elsewhere change, and another that reads the same has its own', () => {
  const context = Array.from({ length: 20 }, (_, at) => `context ${at}\n`).join('');
  const [one] = hunksOf(`${context}b\n${context}`, `${context}B\n${context}`);
  const later = hunksOf(`${context}b\n${context}`, `new\n${context}B\n${context}`);
  expect(later).toHaveLength(2);
  expect(later[1]?.key).toBe(one?.key);
  const twice = hunksOf('x\nb\ny\nb\nz\n', 'x\nB\ny\nB\nz\n').map(({ key }) => key);
  expect(new Set(twice).size).toBe(2);
  expect(twice[0]).toBe(hunksOf('x\nb\n', 'x\nB\n')[0]?.key);
});

test('five hundred changed lines of ten thousand are five hundred hunks', () => {
  const text = (mark: string): string =>
    Array.from({ length: 10_000 }, (_, at) => `line ${at % 20 === 0 ? mark : ''}${at}`).join('\n');
  expect(hunksOf(text('a'), text('b'))).toHaveLength(500);
});

test('whatever differs, taking the changes makes the one text into the other', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', 'a b', '\r', '\ud83d\ude00');
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (a, b) => {
      let [made, at] = ['', 0];
      for (const { fromA, toA, fromB, toB } of lineDiff(a, b)) {
        made += a.slice(at, fromA) + b.slice(fromB, toB);
        at = toA;
      }
      expect(made + a.slice(at)).toBe(b);
    }),
  );
});

test('a line is in the hunk whose lines it is one of', () => {
  const hunks = hunksOf('a\nb\nc\n', 'a\nB\nc\nd\n');
  expect(hunkAt(hunks, 'before', 2)).toBe(0);
  expect(hunkAt(hunks, 'after', 4)).toBe(1);
  expect(hunkAt(hunks, 'after', 1)).toBeNull();
});
