import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { recordingsIn } from '../../../src-main/adapters/recording/reading/recordings-in.ts';
import { noteRooms } from '../../../src-main/core/recording/note-rooms.ts';
import { OpenRecordings } from '../../../src-main/core/recording/open-recordings.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { person } from '../../support/stage.ts';
import { readersHere } from './readers-here.ts';
import { eventsOf, freshFile, output, readerOf, startedAt, writerOf } from './support.ts';

const run = 1;

const roomsOver = () => {
  const file = freshFile();
  const writer = writerOf(file);
  const clock = new ManualClock();
  const open = new OpenRecordings({ clock, recordings: recordingsIn(dirname(file), readersHere()) });
  onTestFinished(() => open.stop());
  return { file, writer, clock, rooms: noteRooms({ clock, newId: randomUUID }, open) };
};

const got = <T>(answer: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

test('notes are written while the run is recorded, changed, removed and brought back; the recording goes on', async () => {
  const { file, writer, rooms } = roomsOver();
  writer.events(eventsOf(5));
  writer.flush();
  const late = got(
    await rooms['recordings.note'](person, {
      run,
      at: startedAt + 900,
      instance: 'exec_1',
      text: 'here it went wrong',
    }),
  );
  const early = got(
    await rooms['recordings.note'](person, {
      run,
      at: startedAt + 10,
      instance: null,
      text: '<b>it begins</b>\nwell',
    }),
  );
  writer.put('exec_1', startedAt + 1000, output('goes on'));
  writer.flush();
  expect(got(await rooms['recordings.notes'](person, { run }))).toEqual([early, late]);

  const changed = { ...late, run, text: 'no, here' };
  const again = got(await rooms['recordings.note'](person, changed));
  expect(again).toMatchObject({ id: late.id, text: 'no, here' });
  expect(got(await rooms['recordings.unnote'](person, { run, id: early.id }))).toEqual(early);
  expect(got(await rooms['recordings.notes'](person, { run }))).toEqual([again]);
  // What was removed is brought back under its own id.
  got(await rooms['recordings.note'](person, { ...early, run }));
  writer.end(startedAt + 2000);
  writer.close();
  expect(
    readerOf(file)
      .notes()
      .map(({ id }) => id),
  ).toEqual([early.id, late.id]);
});

test('notes of a run that is over, and of one that is taken up again, stay', async () => {
  const { file, writer, rooms } = roomsOver();
  writer.close();
  const note = got(
    await rooms['recordings.note'](person, { run, at: startedAt, instance: null, text: 'kept' }),
  );
  writerOf(file).close();
  expect(readerOf(file).notes()).toEqual([note]);
});

test('a note that there is not, a run that there is not, and one that somebody changed are told', async () => {
  const { file, writer, rooms } = roomsOver();
  writer.close();
  const note = { at: startedAt, instance: null, text: 'one' };
  expect(await rooms['recordings.unnote'](person, { run, id: randomUUID() })).toMatchObject({
    error: { code: 'not_found', field: 'id' },
  });
  expect(await rooms['recordings.note'](person, { ...note, run: 7 })).toMatchObject({
    error: { code: 'not_found', field: 'run' },
  });
  const first = got(await rooms['recordings.note'](person, { ...note, run }));
  const db = new Database(file);
  const row = db.prepare('SELECT * FROM notes').get() as Record<string, unknown>;
  db.exec('BEGIN');
  // Rows whose checksum is wrong are passed over, so that of all the limit counts only what is read.
  const insert = db.prepare('INSERT INTO notes VALUES (@id, @at, @instance, @text, @written_at, @crc)');
  insert.run({ ...row, id: randomUUID(), text: 'forged' });
  db.exec('COMMIT');
  db.close();
  const reader = readerOf(file);
  expect(reader.notes()).toEqual([first]);
  expect(reader.damage()).toMatchObject([{ what: 'note', from: startedAt }]);
  for (let count = 1; count < 5; count += 1) got(await rooms['recordings.note'](person, { ...note, run }));
  expect(got(await rooms['recordings.notes'](person, { run }))).toHaveLength(5);
});
