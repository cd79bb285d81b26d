import type { TuttiEvent } from '@contract/events.ts';
import { makeTimeline, TimelineMaker } from '@contract/make-timeline.ts';
import { reduce } from '@contract/reduce.ts';
import { timelinePage } from '@contract/timeline-facts.ts';
import type { Timeline } from '@contract/timelines.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftBatches } from '../../adapters/sqlite/arbitrary-drafts.ts';
import { createTape, sampleRun } from '../../support/sample-events.ts';

const statesOf = ({ lanes }: Timeline) => lanes.map(({ id, bands }) => [id, bands.at(-1)?.state]);
const statesIn = ({ instances }: View) => Object.values(instances).map(({ id, state }) => [id, state]);

test('after every event of a run the lanes show the states that the window shows', () => {
  const { events } = sampleRun(40, 1_000_000);
  const maker = new TimelineMaker();
  let view = emptyView;
  for (const event of events) {
    maker.add(event);
    view = reduce(view, event);
    expect(statesOf(maker.timeline)).toEqual(statesIn(view));
  }
  expect(maker.timeline.lanes).toHaveLength(40);
});

test('whatever happens: states, messages and who is there are those of the view, and all is in order', () => {
  const property = fc.property(draftBatches, (batches) => {
    const events = batches
      .flat()
      .map((draft, at) => ({ ...draft, seq: at + 1, at: 1000 + 10 * at }) as TuttiEvent);
    const view = events.reduce(reduce, emptyView);
    // Generated events may speak of a run before it is.
    const begun = events.findLastIndex(({ kind }) => kind === 'run.started');
    const timeline = makeTimeline(events.slice(begun).filter(({ run }) => run === view.run?.run));
    expect(statesOf(timeline)).toEqual(statesIn(view));
    for (const lane of timeline.lanes) {
      expect(lane.bands[0]?.from).toBe(lane.from);
      const begins = lane.bands.map(({ from }) => from);
      expect(begins).toEqual([...begins].sort((one, other) => one - other));
      expect(lane.to !== null).toBe(lane.bands.at(-1)?.state === 'terminated');
    }
    for (const { message, acceptedAt } of timeline.arrows)
      if (acceptedAt !== null)
        expect(events.find(({ at }) => at === acceptedAt)).toMatchObject({
          kind: 'message.accepted',
          data: { message },
        });
    const seqs = timeline.markers.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
  });
  fc.assert(property, { numRuns: 200 });
});

test('read in pages of any length, and read on as the run goes on, it is the timeline of all its events', () => {
  const most = fc.integer({ min: 1, max: 30 });
  const property = fc.property(draftBatches, most, fc.nat(), (batches, length, cut) => {
    const events = batches
      .flat()
      .map((draft, at) => ({ ...draft, seq: at + 1, at: 1000 + 10 * at }) as TuttiEvent);
    const run = 1;
    const maker = new TimelineMaker();
    let after = 0;
    // First as the run was at some moment, then as it is in the end.
    for (const there of [events.slice(0, cut % (events.length + 1)), events])
      for (let more = true; more; ) {
        const later = there.filter(({ seq }) => seq > after);
        const page = timelinePage({ run, after, most: length }, later);
        expect(page.at).toBe(later.length === 0 ? 0 : there[page.seq - 1]?.at);
        for (const fact of page.facts) maker.take(fact);
        after = page.seq;
        more = page.more;
      }
    expect(after).toBe(events.length);
    expect(maker.timeline).toEqual(makeTimeline(events.filter((event) => event.run === run)));
  });
  fc.assert(property, { numRuns: 200 });
});

test('a crash, its restart and what the person does stand out, on the lane they belong to', () => {
  const tape = createTape(0);
  tape.add('run.started', { run: 1, title: 'film' }, { kind: 'person', door: 'window' });
  const born = {
    role: 'executive' as const,
    parent: null,
    profile: 'shell',
    scripted: true,
    task: '',
    cwd: '/repo',
    branch: null,
    size: { cols: 80, rows: 24 },
  };
  tape.add('instance.spawned', { id: 'exec_1', ...born });
  tape.wait(10);
  const why = { id: 'exec_1', witness: 'process', reason: 'killed' } as const;
  tape.add('instance.changed', { ...why, from: 'starting', to: 'crashed' });
  tape.wait(10);
  const launched = { id: 'exec_1', pid: 2, startTime: '', pane: '%1' };
  tape.add('instance.launched', { ...launched, incarnation: 2 });
  tape.add('instance.resized', { id: 'exec_1', size: { cols: 80, rows: 24 } });
  expect(makeTimeline(tape.events)).toEqual({
    lanes: [
      {
        id: 'exec_1',
        role: 'executive',
        parent: null,
        from: 0,
        to: null,
        bands: [
          { state: 'starting', from: 0 },
          { state: 'crashed', from: 10 },
        ],
      },
    ],
    arrows: [],
    markers: [
      { seq: 1, at: 0, kind: 'person', lane: null },
      { seq: 3, at: 10, kind: 'failure', lane: 'exec_1' },
      { seq: 4, at: 20, kind: 'restart', lane: 'exec_1' },
    ],
  });
});
