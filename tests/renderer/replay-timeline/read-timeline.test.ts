import { makeTimeline } from '@contract/make-timeline.ts';
import { fail, ok } from '@contract/result.ts';
import { timelinePage } from '@contract/timeline-facts.ts';
import { expect, test } from 'vitest';
import type { TuttiClient } from '../../../src-renderer/connection/client.ts';
import { TimelineReading } from '../../../src-renderer/replay-timeline/read-timeline.ts';
import { sampleRun } from '../../support/sample-events.ts';

const run = 12;
const events = sampleRun(17, 1_000_000).events.filter((event) => event.run === run);

/** A host that has so many of the events, and counts what it is asked. */
const hostOf = () => {
  const state = { there: 0, asked: 0, broken: false };
  const call = async (_verb: string, { after }: { readonly after: number }) => {
    state.asked += 1;
    if (state.broken) return fail('internal', 'it broke off', 'Try again.');
    const later = events.slice(0, state.there).filter(({ seq }) => seq > after);
    return ok(timelinePage({ run, after, most: 20 }, later));
  };
  return { state, client: { call } as unknown as TuttiClient };
};

test('what was read, heard, and read again is one timeline, and nothing counts twice', async () => {
  const { state, client } = hostOf();
  const reading = new TimelineReading(client, 'runs.timeline', run);
  state.there = 50;
  expect((await reading.readOn()).ok).toBe(true);
  expect(state.asked).toBe(3);
  expect(reading.timeline).toEqual(makeTimeline(events.slice(0, 50)));
  // Some of what is heard was read already.
  for (const event of events.slice(40, 80)) reading.add(event);
  expect(reading.timeline).toEqual(makeTimeline(events.slice(0, 80)));
  state.there = events.length;
  await reading.readOn();
  expect(reading.timeline).toEqual(makeTimeline(events));
  expect(reading.end).toBe(events.at(-1)?.at);
  expect(await reading.readOn()).toEqual(ok(null));
  expect(reading.end).toBe(events.at(-1)?.at);
});

test('an error leaves what was read, and it goes on from there', async () => {
  const { state, client } = hostOf();
  const reading = new TimelineReading(client, 'recordings.timeline', run);
  state.there = 30;
  await reading.readOn();
  state.there = events.length;
  state.broken = true;
  expect(await reading.readOn()).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(reading.timeline).toEqual(makeTimeline(events.slice(0, 30)));
  state.broken = false;
  await reading.readOn();
  expect(reading.timeline).toEqual(makeTimeline(events));
});
