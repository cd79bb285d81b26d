import { reduce } from '@contract/reduce.ts';
import { emptyView, type View } from '@contract/view.ts';
import { KnownPieces } from '@contract/view-parts.ts';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenContents } from '../../../src-main/core/ports/recordings.ts';
import { eventsOf, freshFile, readerOf, writerOf } from './support.ts';

/** Some of the messages are accepted long after they were stored: pieces of before change, too. */
const events = eventsOf(3000).map((event, place) => {
  const { seq, at, actor, run, cause } = event;
  const message = `msg_${(place * 7) % Math.max(1, place)}`;
  if (place % 3 !== 2 || message === 'msg_0') return event;
  const data = { message, to: 'exec_1', witness: 'hook', how: 'its hook says so' } as const;
  return { seq, at, actor, run, cause, kind: 'message.accepted' as const, data };
});

const recorded = (): string => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.events(events);
  writer.close();
  return file;
};

const readAll = (reader: OpenContents): void => {
  for (let after = 0, more = true; more; ) {
    const page = reader.timeline(after);
    [after, more] = [page.seq, page.more];
  }
};

const viewsOf = (): View[] => {
  const views = [emptyView];
  for (const event of events) views.push(reduce(views.at(-1) ?? emptyView, event));
  return views;
};

test('a view in parts is the view, at every event, in any order, whoever has seen what before', () => {
  const views = viewsOf();
  const reader = readerOf(recorded());
  readAll(reader);
  const pieces = new KnownPieces();
  let left = 0;
  const property = fc.property(fc.integer({ min: 1, max: events.length }), (seq) => {
    const { known, whole } = pieces.ask();
    const parts = reader.viewParts({ seq }, known);
    left += parts.pieces.filter(({ all }) => all === undefined).length;
    expect(whole(parts)).toEqual(views[seq]);
    expect(reader.viewAt({ seq })).toEqual(views[seq]);
  });
  fc.assert(property, { numRuns: 60 });
  expect(left).toBeGreaterThan(50);
});

test('two questions at the same time, and a reader that has begun anew: each answer is made whole', () => {
  const views = viewsOf();
  const file = recorded();
  const pieces = new KnownPieces();
  const [first, second] = [pieces.ask(), pieces.ask()];
  const reader = readerOf(file);
  const late = reader.viewParts({ seq: 2900 }, first.known);
  expect(second.whole(reader.viewParts({ seq: 2000 }, second.known))).toEqual(views[2000]);
  const third = pieces.ask();
  expect(third.known.length).toBeGreaterThan(0);
  expect(first.whole(late)).toEqual(views[2900]);
  // Names of the one before mean nothing to it.
  expect(third.whole(readerOf(file).viewParts({ seq: 2500 }, third.known))).toEqual(views[2500]);
});

test('where an event is missing, what was folded up to it counts, and behind it the views of the file', () => {
  const views = viewsOf();
  const file = recorded();
  const db = new Database(file);
  db.prepare('DELETE FROM events WHERE seq = 1100').run();
  const stored = db.prepare('SELECT seq FROM views ORDER BY seq').pluck().all() as number[];
  db.close();
  const reader = readerOf(file);
  readAll(reader);
  expect(reader.viewAt({ seq: 1099 })).toEqual(views[1099]);
  const behind = stored.find((seq) => seq > 1100) ?? 0;
  for (const seq of [behind, behind + 10, 2999]) expect(reader.viewAt({ seq })).toEqual(views[seq]);
  expect(reader.damage()).toMatchObject([{ what: 'event', from: 1100, to: 1100 }]);
});

test('what is recorded after the timeline was read is in the views, too', () => {
  const views = viewsOf();
  const file = freshFile();
  const writer = writerOf(file);
  const reader = (() => {
    writer.events(events.slice(0, 1500));
    writer.flush();
    return readerOf(file);
  })();
  readAll(reader);
  writer.events(events.slice(1500));
  writer.close();
  for (const seq of [1400, 1500, 1501, 2300, 3000]) expect(reader.viewAt({ seq })).toEqual(views[seq]);
});
