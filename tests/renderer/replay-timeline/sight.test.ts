import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movedSight, sightOn, zoomedSight } from '../../../src-renderer/replay-timeline/sight.ts';

const range = { from: 1_000_000, to: 1_600_000 };
const sight = fc
  .tuple(fc.integer({ min: 0, max: 590_000 }), fc.integer({ min: 1000, max: 10_000 }))
  .map(([at, length]) => ({ from: range.from + at, to: range.from + at + length }));

test('however it is zoomed and moved, what is in sight is of the recording, and at least a second', () => {
  fc.assert(
    fc.property(
      sight,
      fc.double({ min: 0.001, max: 1000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -900_000, max: 900_000 }),
      (start, factor, share, ms) => {
        const around = start.from + share * (start.to - start.from);
        const zoomed = zoomedSight(start, factor, around, range);
        const moved = movedSight(zoomed, ms, range);
        for (const { from, to } of [zoomed, moved]) {
          expect(from).toBeGreaterThanOrEqual(range.from);
          expect(to).toBeLessThanOrEqual(range.to + 1e-6);
          expect(to - from).toBeGreaterThanOrEqual(1000 - 1e-6);
        }
      },
    ),
  );
});

test('the moment under the pointer stays there while it is zoomed', () => {
  const zoomed = zoomedSight({ from: 1_100_000, to: 1_200_000 }, 0.5, 1_125_000, range);
  expect(zoomed).toEqual({ from: 1_112_500, to: 1_162_500 });
});

test('a playhead that leaves the sight takes it along, a tenth from its edge', () => {
  const start = { from: 1_100_000, to: 1_110_000 };
  expect(sightOn(start, 1_105_000, range)).toBe(start);
  expect(sightOn(start, 1_200_000, range)).toEqual({ from: 1_199_000, to: 1_209_000 });
  expect(sightOn(start, 1_599_999, range)).toEqual({ from: 1_590_000, to: 1_600_000 });
});
