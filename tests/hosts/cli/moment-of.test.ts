import { expect, it } from 'vitest';
import { momentOf } from '../../../src-main/hosts/cli/moment-of.ts';

const begun = new Date(2026, 10, 23, 23, 50, 10).getTime();

it.each([
  ['90s', begun + 90_000],
  ['12m30s', begun + 750_000],
  ['1h', begun + 3_600_000],
  ['1.5s', begun + 1500],
  ['23:55', new Date(2026, 10, 23, 23, 55).getTime()],
  ['23:50:10', begun],
  ['0:05:01', new Date(2026, 10, 24, 0, 5, 1).getTime()],
  ['1700000031000', 1_700_000_031_000],
  ['2026-11-23T23:51:00Z', Date.UTC(2026, 10, 23, 23, 51)],
])('%s is a moment of a run', (text, at) => {
  expect(momentOf(text, begun)).toEqual({ ok: true, value: at });
});

it.each(['', 'soon', '12', '25:00', '12:61', '-5s', '5s3m', 'T', '2026-13-45T99:99'])(
  '%j is none',
  (text) => {
    expect(momentOf(text, begun)).toMatchObject({ ok: false, error: { code: 'bad_input', field: 'at' } });
  },
);
