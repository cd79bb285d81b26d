import { dirname } from 'node:path';
import type { Run } from '@contract/view.ts';
import { expect, onTestFinished, test } from 'vitest';
import { recordingsIn } from '../../../src-main/adapters/recording/reading/recordings-in.ts';
import { OpenRecordings } from '../../../src-main/core/recording/open-recordings.ts';
import { recordingRooms } from '../../../src-main/core/recording/recording-rooms.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { person } from '../../support/stage.ts';
import { readersHere } from './readers-here.ts';
import { bytesOf, eventsOf, freshFile, output, startedAt, writerOf } from './support.ts';

const run: Run = { run: 1, title: 'a run', startedAt, endedAt: null };

/** The rooms over a folder with one recording, whose writer may go on. */
const roomsOver = () => {
  const file = freshFile();
  const writer = writerOf(file);
  const clock = new ManualClock();
  const recordings = recordingsIn(dirname(file), readersHere());
  let opened = 0;
  const counted = {
    ...recordings,
    open: (of: number) => {
      opened += 1;
      return recordings.open(of);
    },
  };
  const open = new OpenRecordings({ clock, recordings: counted });
  onTestFinished(() => {
    open.stop();
    writer.close();
  });
  const store = { runs: () => [run] };
  const rooms = recordingRooms({ clock, recordings: counted, store }, open);
  return { rooms, writer, clock, opened: () => opened };
};

test('a recording is listed, described, and read while it is being written', async () => {
  const { rooms, writer } = roomsOver();
  const events = eventsOf(20);
  writer.events(events);
  writer.put('exec_1', startedAt + 10, { kind: 'blank', size: { cols: 80, rows: 24 } });
  writer.put('exec_1', startedAt + 50_000, output('hello'));
  writer.flush();
  const list = await rooms['recordings.list'](person, {});
  expect(list).toMatchObject({
    ok: true,
    value: [{ run: 1, title: 'a run', begun: startedAt, ended: null }],
  });
  expect(await rooms['recordings.get'](person, { run: 1 })).toMatchObject({
    ok: true,
    value: {
      ...{ run: 1, project: 'sample', last: startedAt + 50_000, lastSeq: events.at(-1)?.seq, damage: [] },
      streams: [{ instance: 'exec_1', endOffset: 5 }],
    },
  });
  const screen = await rooms['recordings.screen'](person, {
    run: 1,
    instance: 'exec_1',
    at: startedAt + 60_000,
  });
  expect(screen).toMatchObject({
    ok: true,
    value: { exact: true, records: [{ record: { kind: 'blank' } }, { record: { bytes: bytesOf('hello') } }] },
  });
  writer.put('exec_1', startedAt + 70_000, output(' again'));
  writer.flush();
  const next = screen.ok ? screen.value?.next : undefined;
  const more = await rooms['recordings.records'](person, {
    run: 1,
    instance: 'exec_1',
    from: next,
    bytes: 1000,
  });
  expect(more).toMatchObject({
    ok: true,
    value: { items: [{ offset: 5, record: { bytes: bytesOf(' again') } }] },
  });
  expect(await rooms['recordings.view'](person, { run: 1, moment: { seq: 7 } })).toMatchObject({
    ok: true,
    value: { seq: 7 },
  });
  const two = await rooms['recordings.events'](person, { run: 1, after: 3, limit: 2 });
  expect(two.ok && two.value.map(({ seq }) => seq)).toEqual([4, 5]);
});

test('what is not recorded is said, by its field', async () => {
  const { rooms } = roomsOver();
  expect(await rooms['recordings.get'](person, { run: 9 })).toMatchObject({
    ok: false,
    error: { code: 'not_found', field: 'run' },
  });
  const asked = { run: 1, instance: 'spec_1_1_1', at: startedAt };
  expect(await rooms['recordings.screen'](person, asked)).toEqual({ ok: true, value: null });
});

test('a recording that is looked at stays open, and is closed a minute after', async () => {
  const { rooms, clock, opened } = roomsOver();
  for (let times = 0; times < 5; times += 1) {
    await rooms['recordings.get'](person, { run: 1 });
    await clock.advance(50_000);
  }
  expect(opened()).toBe(1);
  await clock.advance(60_000);
  await rooms['recordings.get'](person, { run: 1 });
  expect(opened()).toBe(2);
});
