import { expect, test } from 'vitest';
import { namedMoment } from '../../../src-main/core/model/named-moment.ts';

const now = new Date(2026, 10, 22, 10, 0).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

test.each([
  ['4:19pm (UTC)', at(2026, 10, 22, 16, 19)],
  ['12am', at(2026, 10, 23, 0, 0)],
  ['9:30am', at(2026, 10, 23, 9, 30)],
  ['9:58 AM', at(2026, 10, 22, 9, 58)],
  ['Nov 26, 4:19pm', at(2026, 10, 26, 16, 19)],
  ['Nov 26 at 12pm (Europe/Berlin)', at(2026, 10, 26, 12, 0)],
  ['Jan 2, 2027, 4pm', at(2027, 0, 2, 16, 0)],
])('%s is a moment', (words, moment) => {
  expect(namedMoment(words, now)).toBe(moment);
});

test.each(['', 'Oct 9', 'Foo 9, 4pm', 'later at 4pm', '16:19'])('"%s" is none', (words) => {
  expect(namedMoment(words, now)).toBeNull();
});
