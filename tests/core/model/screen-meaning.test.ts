import { expect, test } from 'vitest';
import { meaningOf, SaidLately } from '../../../src-main/core/model/screen-meaning.ts';

test.each([
  [
    '✻ Pondering… (9s · ↑ 812 tokens · esc to interrupt)',
    '✽ Pondering… (1m 12s · ↓ 1904 tokens · esc to interrupt)',
  ],
  ['⠋ Thinking.', '⠸ Thinking...'],
  ['| Working (59s)', '\\ Working (1m 03s)'],
  ['◐ Running 00:01:59', '◓ Running 00:02:00'],
  ['  ● Bash(npm test)\n 12:04:59', '  ○ Bash(npm test)\n 12:05:00'],
  ['🌑 waiting 3.4 sec', '🌓 waiting 11 sec'],
])('%j says the same as %j', (one, other) => {
  expect(meaningOf(one)).toBe(meaningOf(other));
});

test.each([
  ['Compiling serde v1.0', 'Compiling tokio v1.0'],
  ['[###    ] 40%', '[####   ] 55%'],
  ['● Read(src/a.ts)', '● Read(src/b.ts)'],
  ['a/b', 'a-b'],
])('%j says something else than %j', (one, other) => {
  expect(meaningOf(one)).not.toBe(meaningOf(other));
});

test('a bar that runs to and fro is new in its first round alone', () => {
  const said = new SaidLately();
  const bar = (at: number): string => `[${' '.repeat(at)}<=>${'_'.repeat(20 - at)}]`;
  const round = [...Array(20).keys(), ...[...Array(20).keys()].reverse()].map(bar);
  for (const picture of round) said.isNew(picture);
  expect(round.filter((picture) => said.isNew(picture))).toEqual([]);
  expect(said.isNew('done')).toBe(true);
});

test('what was said long ago is new again', () => {
  const said = new SaidLately();
  said.isNew('first');
  for (let at = 0; at < 100; at += 1) said.isNew('x'.repeat(at));
  expect(said.isNew('first')).toBe(true);
});
