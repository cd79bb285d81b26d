import { describe, expect, it } from 'vitest';
import { agoWords, countWords, durationWords } from '../../src-renderer/design/time-words.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('durations', () => {
  it.each([
    [-5, '0s'],
    [0, '0s'],
    [4999, '4s'],
    [59_999, '59s'],
    [134_000, '2m 14s'],
    [3 * hour + 5 * minute, '3h 05m'],
    [52 * hour, '2d 4h'],
  ])('says %d ms as %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe('times past', () => {
  it.each([
    [0, 'just now'],
    [-3000, 'just now'],
    [50_000, '1 min ago'],
    [8 * minute, '8 min ago'],
    [26 * hour, '1 d ago'],
    [5 * hour, '5 h ago'],
  ])('says %d ms ago as %s', (ms, words) => {
    expect(agoWords(1_000_000_000 - ms, 1_000_000_000)).toBe(words);
  });
});

it('counts one and many', () => {
  expect([countWords(1, 'instance'), countWords(0, 'instance'), countWords(2, 'branch', 'branches')]).toEqual(
    ['1 instance', '0 instances', '2 branches'],
  );
});
