import { makeTimeline } from '@contract/make-timeline.ts';
import { expect, test } from 'vitest';
import { idleOf } from '../../../src-renderer/replay-timeline/idle-of.ts';
import { sampleRun } from '../../support/sample-events.ts';

const { events } = sampleRun(12, 1_000_000);
const timeline = makeTimeline(events);
const range = { from: 1_000_000, to: (events.at(-1)?.at ?? 0) + 60_000 };

test('what is left out holds nothing that is seen on the timeline', () => {
  const idle = idleOf(timeline, range);
  expect(idle.at(-1)).toMatchObject({ to: range.to - 500 });
  const moments = [
    ...timeline.lanes.flatMap(({ bands }) => bands.map(({ from }) => from)),
    ...timeline.markers.map(({ at }) => at),
    ...timeline.arrows.map(({ at }) => at),
  ];
  expect(moments.filter((at) => idle.some(({ from, to }) => from < at && at < to))).toEqual([]);
});
