import type { Arrow, Marker, Timeline } from '@contract/timelines.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisTicks } from '../../../src-renderer/replay-timeline/axis-ticks.ts';
import { barsOf, bucketSeconds, laneActivity } from '../../../src-renderer/replay-timeline/lane-activity.ts';
import { foldedBands } from '../../../src-renderer/replay-timeline/lane-bands.ts';
import { laneRows, rowOfLane } from '../../../src-renderer/replay-timeline/lane-rows.ts';
import { arrowLines, lineNear } from '../../../src-renderer/replay-timeline/layout-arrows.ts';
import { markerCells } from '../../../src-renderer/replay-timeline/layout-markers.ts';
import { type StopKind, Stops, stopKinds } from '../../../src-renderer/replay-timeline/stops.ts';
import { TimelineIndex } from '../../../src-renderer/replay-timeline/timeline-index.ts';
import { bigTimeline } from './big-timeline.ts';

const begun = 1_700_000_000_000;
const span = fc
  .record({ from: fc.nat(10_000_000), length: fc.integer({ min: 1000, max: 40_000_000 }) })
  .map(({ from, length }) => ({ from: begun + from, to: begun + from + length }));

test('ticks of the axis never crowd, from a second to ten days, and there is always one in a wide window', () => {
  const length = fc.constantFrom(
    1000,
    2000,
    5000,
    10_000,
    60_000,
    600_000,
    3_600_000,
    28_800_000,
    864_000_000,
  );
  fc.assert(
    fc.property(length, fc.nat(86_400_000), fc.integer({ min: 120, max: 3840 }), (ms, offset, width) => {
      const sight = { from: begun + offset, to: begun + offset + ms };
      const ticks = axisTicks(sight, width);
      const xs = ticks.map(({ at }) => ((at - sight.from) / ms) * width);
      for (const [place, x] of xs.entries())
        if (place > 0) expect(x - (xs[place - 1] ?? 0)).toBeGreaterThan(59.5);
      if (width > 600) expect(ticks.length).toBeGreaterThan(1);
      // Noon of one day is called as that of the next.
      if (ms < 80_000_000) expect(new Set(ticks.map(({ words }) => words)).size).toBe(ticks.length);
    }),
  );
});

const timeline = bigTimeline({ lanes: 20, events: 4000, from: begun, to: begun + 28_800_000 });
const rows = laneRows(timeline.lanes, new Set());
const index = new TimelineIndex(rows, rowOfLane(rows)).take(timeline);

test('each marker in sight is in exactly one cell, and cells stand in order', () => {
  fc.assert(
    fc.property(span, fc.integer({ min: 100, max: 3840 }), fc.nat(19), (sight, width, row) => {
      const markers = index.markers(row);
      const cells = markerCells(markers, { sight, width });
      const inSight = markers.at.filter((at) => sight.from <= at && at <= sight.to).length;
      const counted = cells.reduce((sum, { count }) => sum + count, 0);
      expect(counted).toBeGreaterThanOrEqual(inSight);
      for (const [place, cell] of cells.entries()) {
        expect(cell.from).toBeLessThanOrEqual(cell.to);
        expect(markers.at[cell.first]).toBe(cell.from);
        if (place > 0)
          expect(cell.first).toBe((cells[place - 1]?.first ?? 0) + (cells[place - 1]?.count ?? 0));
      }
      expect(cells.length).toBeLessThan(width / 8 + 8);
    }),
  );
});

test('what is one cluster stays one while the sight is moved', () => {
  fc.assert(
    fc.property(span, fc.integer({ min: 1, max: 400 }), (sight, pixels) => {
      const width = 1200;
      const moved = (pixels * (sight.to - sight.from)) / width;
      const before = markerCells(index.markers(3), { sight, width });
      const after = markerCells(index.markers(3), {
        sight: { from: sight.from + moved, to: sight.to + moved },
        width,
      });
      const both = (cells: typeof before) =>
        cells
          .filter(({ from, to }) => from > sight.from + moved && to < sight.to)
          .map(({ first, count }) => [first, count]);
      expect(both(after)).toEqual(both(before));
    }),
  );
});

test('all messages of the rows in sight are in the lines, which are never too many to draw', () => {
  fc.assert(
    fc.property(span, (sight) => {
      const scene = {
        sight,
        width: 1200,
        end: begun + 28_800_000,
        rowCount: rows.length,
        fromRow: 0,
        toRow: rows.length,
      };
      const lines = arrowLines(index.arrows, scene);
      expect(lines.length).toBeLessThanOrEqual(500);
      const inSight = index.arrows.at.filter((at) => sight.from <= at && at <= sight.to).length;
      expect(lines.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(inSight);
    }),
  );
});

test('a line is met where it is drawn, and nowhere else', () => {
  const scene = { sight: { from: begun, to: begun + 28_800_000 }, width: 1200, end: begun + 28_800_000 };
  const [line] = arrowLines(index.arrows, {
    ...scene,
    rowCount: rows.length,
    fromRow: 0,
    toRow: rows.length,
  });
  if (line === undefined) throw new Error('there is no message');
  const middle = (row: number): number => row * 22;
  const half = { x: (line.left + line.right) / 2, y: (middle(line.fromRow) + middle(line.toRow)) / 2 };
  expect(lineNear([line], middle, half, 5)).toBe(line);
  expect(lineNear([line], middle, { ...half, x: half.x + 40 }, 5)).toBeNull();
});

test('folded lanes show at each moment the state that needs to be seen most', () => {
  const lane = (id: string, bands: readonly (readonly [string, number])[], to: number | null) =>
    ({
      id,
      role: 'specialist',
      parent: null,
      from: 0,
      to,
      bands: bands.map(([state, from]) => ({ state, from })),
    }) as never;
  const shown = foldedBands([
    lane(
      'a',
      [
        ['starting', 0],
        ['busy', 10],
        ['waiting', 20],
        ['busy', 30],
        ['terminated', 60],
      ],
      60,
    ),
    lane(
      'b',
      [
        ['ready', 5],
        ['busy', 15],
        ['crashed', 25],
        ['terminated', 50],
      ],
      50,
    ),
  ]);
  expect(shown.bands.map(({ state, from }) => [state, from])).toEqual([
    ['starting', 0],
    ['busy', 10],
    ['waiting', 20],
    ['crashed', 25],
    ['busy', 50],
    ['terminated', 60],
  ]);
  expect(shown.to).toBe(60);
});

test('bars are as fine as can be seen, and hold what the lanes of a row printed together', () => {
  expect(bucketSeconds(10)).toBe(1);
  expect(bucketSeconds(24_000)).toBe(120);
  const activity = laneActivity(
    [
      { instance: 'a', seconds: [100, 110, 200], bytes: [10, 1000, 5] },
      { instance: 'b', seconds: [110], bytes: [1000] },
    ],
    10,
  );
  const bars = barsOf(activity, ['a', 'b'], 95_000, 150_000);
  expect(bars.map(([at]) => at)).toEqual([100_000, 110_000]);
  expect(bars[1]?.[1]).toBe(1);
  expect(barsOf(activity, ['c'], 0, 1e9)).toEqual([]);
});

test('the next and the last stop are those that looking through all of them finds', () => {
  const stops = new Stops(timeline);
  const kinds = stopKinds;
  const lanes = [null, ...timeline.lanes.map(({ id }) => id)];
  const momentsOf = ({ arrows, markers }: Timeline, kind: StopKind, lane: string | null): number[] =>
    kind === 'message'
      ? arrows
          .filter(({ from, to }: Arrow) => lane === null || from === lane || to === lane)
          .map(({ at }) => at)
      : markers
          .filter((one: Marker) => one.kind === kind && (lane === null || one.lane === lane))
          .map(({ at }) => at);
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.constantFrom(...lanes),
      fc.nat(28_800_000),
      (kind, lane, offset) => {
        const from = begun + offset;
        const all = momentsOf(timeline, kind, lane);
        const after = all.filter((at) => at > from);
        const before = all.filter((at) => at < from);
        expect(stops.next(kind, from, 'after', lane)).toBe(after.length === 0 ? null : Math.min(...after));
        expect(stops.next(kind, from, 'before', lane)).toBe(before.length === 0 ? null : Math.max(...before));
      },
    ),
  );
});
