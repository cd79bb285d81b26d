import { makeTimeline } from '@contract/make-timeline.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneRows, rowOfLane } from '../../../src-renderer/replay-timeline/lane-rows.ts';
import { sampleRun } from '../../support/sample-events.ts';

const { lanes } = makeTimeline(sampleRun(17, 0).events);

test('each lane has a row of its own, its leader above it', () => {
  const rows = laneRows(lanes, new Set());
  expect(rows.map(({ lane }) => lane.id).slice(0, 4)).toEqual([
    'exec_1',
    'mgr_1_1',
    'spec_1_1_1',
    'spec_1_1_2',
  ]);
  expect(rows.map(({ depth }) => depth).slice(0, 4)).toEqual([0, 1, 2, 2]);
  expect(rows).toHaveLength(17);
});

test('whatever is folded, every lane is drawn in exactly one row, below its leader', () => {
  fc.assert(
    fc.property(fc.subarray(lanes.map(({ id }) => id)), (folded) => {
      const rows = laneRows(lanes, new Set(folded));
      const all = rows.flatMap(({ lane, hidden }) => [lane.id, ...hidden]);
      expect([...all].sort()).toEqual(lanes.map(({ id }) => id).sort());
      const place = rowOfLane(rows);
      for (const { id, parent } of lanes)
        if (parent !== null) expect(place.get(parent) ?? 99).toBeLessThanOrEqual(place.get(id) ?? -1);
    }),
  );
});

test('a folded leader names whom it hides', () => {
  const rows = laneRows(lanes, new Set(['mgr_1_2']));
  const folded = rows.find(({ lane }) => lane.id === 'mgr_1_2');
  expect(folded).toMatchObject({ folded: true, isLeader: true });
  expect(folded?.hidden).toHaveLength(7);
});
