import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRecording } from '../../../src-main/adapters/recording/reading/open-recording.ts';
import type { OpenContents } from '../../../src-main/core/ports/recordings.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { lineOf, readFlood } from './flood.ts';
import { allRecords, eventsOf, freshFile, output, readerOf, startedAt, writerOf } from './support.ts';

const instances = ['exec_1', 'mgr_1_1'];
const lines = 4000;

/** A recording with everything in it: chunks, a tail, keyframes, events, views. */
const sample = (): Buffer => {
  const file = freshFile();
  const hands = { now: startedAt };
  const writer = writerOf(file, hands);
  writer.events(eventsOf(1100));
  for (const instance of instances) {
    for (let number = 1; number <= lines; number += 1) {
      hands.now = startedAt + number * 10;
      writer.put(instance, hands.now, output(lineOf(number)));
      if (number % 500 !== 0) continue;
      writer.cut(instance, number, hands.now);
      writer.keyframe(instance, number, {
        offset: 0,
        size: { cols: 80, rows: 24 },
        data: `at ${number}`,
        pending: new Uint8Array(),
      });
      writer.flush();
    }
  }
  writer.close();
  return readFileSync(file);
};

const textOf = (reader: OpenContents, instance: string): string =>
  Buffer.concat(
    allRecords(reader, instance, 500_000).map(({ record }) =>
      record.kind === 'output' ? record.bytes : new Uint8Array(),
    ),
  ).toString('latin1');

/** Everything that can be asked, asked. Gives what was wrong with what came, if that was not told. */
const readAll = (reader: OpenContents): string[] => {
  const untold: string[] = [];
  const known = new Map(eventsOf(1100).map((event) => [event.seq, JSON.stringify(event)]));
  reader.about();
  for (const instance of instances) {
    const { holes, last } = readFlood(textOf(reader, instance));
    if ((holes > 0 || last !== lines) && reader.damage().length === 0) untold.push(`lines of ${instance}`);
    for (const at of [startedAt, startedAt + 12_340, startedAt + lines * 10]) {
      const screen = reader.screenAt(instance, at);
      const wanted = Math.floor((at - startedAt) / 10 / 500) * 500;
      // One that is gone without a trace costs a longer replay, and nothing else.
      const from = Number(screen?.keyframe?.data.slice('at '.length) ?? 0);
      const isRight = from % 500 === 0 && from <= wanted;
      if (!isRight && reader.damage().length === 0) untold.push(`keyframe of ${instance} at ${wanted}`);
    }
  }
  reader.activity(0, Number.MAX_SAFE_INTEGER, 60);
  reader.streams();
  const events = reader.events({ after: 0, limit: 10_000 });
  // A changed one is never given out as if it were the one that was written.
  for (const event of events)
    if (known.get(event.seq) !== JSON.stringify(event)) untold.push(`event ${event.seq}`);
  if (events.length < 1100 && reader.damage().length === 0) untold.push('events');
  const view = reader.viewAt({ seq: 1050 });
  if (view.seq !== 1050 && reader.damage().length === 0) untold.push('view');
  reader.viewAt({ at: startedAt + 3000 });
  return untold;
};

test('a byte changed anywhere: it opens with what can be read, says what can not, and never throws', {
  timeout: 300_000,
}, () => {
  const whole = sample();
  const folder = tempFolder();
  const tally = { opened: 0, refused: 0 };
  const look = (changed: Buffer, name: string): void => {
    const file = join(folder, name);
    writeFileSync(file, changed);
    const opened = openRecording(file);
    if (!opened.ok) {
      tally.refused += 1;
      expect(opened.error.message).toContain('recording');
      return;
    }
    tally.opened += 1;
    try {
      expect(readAll(opened.value)).toEqual([]);
    } finally {
      opened.value.close();
    }
  };
  look(whole, 'whole.tutti');
  expect(tally.opened).toBe(1);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ flip;
      look(changed, 'changed.tutti');
    }),
    { numRuns: 150 },
  );
  // The first pages are what everything else is found by.
  for (let at = 0; at < 8192; at += 97) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 255;
    look(changed, 'changed.tutti');
  }
  for (let part = 1; part < 10; part += 1)
    look(whole.subarray(0, Math.floor((whole.length * part) / 10)), 'short.tutti');
  // Nearly all of the file is data: losing a byte of it must not cost the rest.
  expect(tally.opened).toBeGreaterThan(tally.refused);
});

test('what is whole of a damaged stream is read, and the rest is told with its time', () => {
  const file = join(tempFolder(), 'changed.tutti');
  writeFileSync(file, sample());
  const db = new Database(file);
  db.exec('UPDATE chunks SET data = zeroblob(length(data)) WHERE stream = 1 AND number = 3');
  const spans = db.prepare('SELECT first_at, last_at FROM chunks WHERE stream = 1 AND number = 3').get();
  db.close();
  const reader = readerOf(file);
  expect(readFlood(textOf(reader, 'mgr_1_1'))).toEqual({ first: 1, last: lines, holes: 0 });
  const { first_at: from, last_at: to } = spans as { first_at: number; last_at: number };
  expect(reader.damage()).toEqual([]);
  const read = readFlood(textOf(reader, 'exec_1'));
  expect(read).toMatchObject({ first: 1, last: lines, holes: 1 });
  expect(reader.damage()).toContainEqual(
    expect.objectContaining({ what: 'terminal', instance: 'exec_1', from, to }),
  );
  // The keyframe after it is whole: from there on the screen is exact again.
  expect(reader.screenAt('exec_1', to - 10)?.exact).toBe(false);
  expect(reader.screenAt('exec_1', startedAt + lines * 10)?.exact).toBe(true);
});
