import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reduce } from '@contract/reduce.ts';
import { emptyView } from '@contract/view.ts';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRecording } from '../../../src-main/adapters/recording/reading/open-recording.ts';
import type { TerminalRecord } from '../../../src-main/core/ports/recorder.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  allRecords,
  anyRecord,
  bytesOf,
  eventsOf,
  freshFile,
  joined,
  output,
  readerOf,
  startedAt,
  writerOf,
} from './support.ts';

const snapshotOf = (data: string) => ({
  offset: 0,
  size: { cols: 80, rows: 24 },
  data,
  pending: new Uint8Array(),
});

/** A moment, what happens then, and what is done with the file before the next. */
const step = fc.record({
  wait: fc.nat(20_000),
  instance: fc.constantFrom('exec_1', 'mgr_1_1'),
  record: anyRecord,
  next: fc.constantFrom('nothing', 'nothing', 'flush', 'reopen'),
});

test('what was handed over is read back, whenever it was flushed and however often the writer began anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.integer({ min: 1, max: 300_000 }), (steps, limit) => {
      const file = freshFile();
      const hands = { now: startedAt };
      let writer = writerOf(file, hands);
      const expected = new Map<string, { at: number; record: TerminalRecord }[]>();
      for (const { wait, instance, record, next } of steps) {
        hands.now += wait + 1;
        writer.put(instance, hands.now, record);
        expected.set(instance, [...(expected.get(instance) ?? []), { at: hands.now, record }]);
        if (next !== 'nothing') writer.flush();
        if (next !== 'reopen') continue;
        writer.close();
        writer = writerOf(file, hands);
      }
      writer.flush();
      const reader = readerOf(file);
      for (const [instance, records] of expected) {
        const items = allRecords(reader, instance, limit);
        expect(joined(items)).toEqual(records);
        let offset = 0;
        for (const item of items) {
          expect(item.offset).toBe(offset);
          if (item.record.kind === 'output') offset += item.record.bytes.length;
        }
        const bytes = records.reduce(
          (sum, { record }) => sum + (record.kind === 'output' ? record.bytes.length : 0),
          0,
        );
        for (const size of [1, 7, 3600]) {
          const all = reader.activity(0, Number.MAX_SAFE_INTEGER, size);
          const own = all.find((each) => each.instance === instance);
          expect(own?.bytes.reduce((sum, each) => sum + each, 0)).toBe(bytes);
          expect(own?.seconds.every((second) => second % size === 0)).toBe(true);
        }
        expect(reader.streams().find((stream) => stream.instance === instance)).toMatchObject({
          endOffset: bytes,
        });
      }
      expect(reader.damage()).toEqual([]);
      writer.close();
    }),
    { numRuns: 15 },
  );
});

test('a seek gives the keyframe at or before the instant and the records up to it, and no more', () => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.put('exec_1', 1000, { kind: 'blank', size: { cols: 80, rows: 24 } });
  writer.put('exec_1', 1000, output('a'));
  writer.cut('exec_1', 1, 1000);
  writer.put('exec_1', 1000, output('b'));
  writer.keyframe('exec_1', 1, snapshotOf('after a'));
  writer.put('exec_1', 2000, output('c'));
  writer.cut('exec_1', 2, 2500);
  writer.put('exec_1', 3000, output('d'));
  writer.keyframe('exec_1', 2, snapshotOf('after c'));
  writer.flush();
  const reader = readerOf(file);
  const seen = (at: number) => {
    const screen = reader.screenAt('exec_1', at);
    const texts = screen?.records.map(({ record }) =>
      record.kind === 'output' ? new TextDecoder().decode(record.bytes) : record.kind,
    );
    return screen === null ? null : { from: screen.keyframe?.data ?? null, texts, exact: screen.exact };
  };
  expect(seen(999)).toBeNull();
  expect(seen(1000)).toEqual({ from: 'after a', texts: ['b'], exact: true });
  expect(seen(1999)).toEqual({ from: 'after a', texts: ['b'], exact: true });
  expect(seen(2400)).toEqual({ from: 'after a', texts: ['b', 'c'], exact: true });
  expect(seen(2500)).toEqual({ from: 'after c', texts: [], exact: true });
  expect(seen(9999)).toEqual({ from: 'after c', texts: ['d'], exact: true });
  const next = reader.screenAt('exec_1', 2400)?.next ?? null;
  expect(reader.records('exec_1', next, 1000).items.map(({ at }) => at)).toEqual([3000]);
  expect(reader.screenAt('mgr_1_1', 2000)).toBeNull();
  writer.close();
});

test('a new process begins on a blank screen: what was before it is not replayed', () => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.put('exec_1', 1000, output('of the first'));
  writer.put('exec_1', 2000, { kind: 'blank', size: { cols: 10, rows: 5 } });
  writer.put('exec_1', 2001, output('of the second'));
  writer.close();
  const screen = readerOf(file).screenAt('exec_1', 3000);
  expect(screen?.keyframe).toBeNull();
  expect(screen?.records.map(({ record }) => record.kind)).toEqual(['blank', 'output']);
});

test('a reader that looks while the recording grows goes on where it was', () => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.put('exec_1', 1000, output('one'));
  writer.flush();
  const reader = readerOf(file);
  const first = reader.records('exec_1', null, 1000);
  writer.put('exec_1', 1001, output('two'));
  writer.cut('exec_1', 1, 1001);
  writer.put('exec_1', 1002, output('three'));
  writer.flush();
  const second = reader.records('exec_1', first.next, 1000);
  expect(second.items.map(({ at }) => at)).toEqual([1001, 1002]);
  expect(reader.records('exec_1', second.next, 1000)).toEqual({ items: [], next: null });
  writer.close();
});

test('the view is that of the reducer, at every event and instant, and wherever the writer began anew', () => {
  const file = freshFile();
  const events = eventsOf(2100);
  let writer = writerOf(file);
  writer.events(events.slice(0, 700));
  writer.close();
  const half = events.slice(0, 800).reduce(reduce, emptyView);
  writer = writerOf(file, { now: startedAt }, { view: half });
  expect(writer.seq).toBe(700);
  // Told anew from somewhat before, as after a loss.
  writer.events(events.slice(600));
  writer.flush();
  const reader = readerOf(file);
  let view = emptyView;
  for (const event of events) {
    view = reduce(view, event);
    if (event.seq % 97 !== 0 && event.seq % 500 > 2) continue;
    expect(reader.viewAt({ seq: event.seq })).toEqual(view);
    expect(reader.viewAt({ at: event.at + 5 })).toEqual(view);
  }
  expect(reader.viewAt({ seq: 99_999 })).toEqual(view);
  expect(reader.viewAt({ at: 0 })).toEqual(emptyView);
  expect(reader.events({ after: 1990, limit: 5 })).toEqual(events.slice(1990, 1995));
  expect(reader.events({ after: 0, limit: 3, instance: 'exec_1' })).toEqual(events.slice(1, 4));
  expect(reader.damage()).toEqual([]);
  writer.close();
});

test('what it is about, and that it has ended', () => {
  const file = freshFile();
  const writer = writerOf(file);
  expect(readerOf(file).about()).toMatchObject({
    project: 'sample',
    run: 1,
    title: 'a run',
    begun: startedAt,
    ended: null,
  });
  writer.end(startedAt + 5);
  writer.close();
  expect(readerOf(file).about().ended).toBe(startedAt + 5);
});

test('ordinary build output takes less than a fifth on the disk', () => {
  const file = freshFile();
  const writer = writerOf(file);
  let bytes = 0;
  for (let unit = 0; unit < 20_000; unit += 1) {
    const name = `lib/${['zlib', 'crypto', 'net', 'fs'][unit % 4]}/part_${unit}`;
    const line = `\x1b[32m[${Math.floor(unit / 200)}%] Building C object\x1b[0m gcc -O2 -fPIC -Wall -Iinclude -Ideps/uv/include -MMD -c ${name}.c -o out/Release/obj.target/${name}.o\r\n`;
    bytes += line.length;
    writer.put('exec_1', startedAt + unit, { kind: 'output', bytes: bytesOf(line) });
  }
  writer.close();
  expect(statSync(file).size).toBeLessThan(bytes / 5);
  expect(allRecords(readerOf(file), 'exec_1')).toHaveLength(20_000);
});

test('no file, no recording, a newer one and one with something more in it are each said to be that', () => {
  expect(openRecording('/nowhere/run-1.tutti')).toMatchObject({ ok: false, error: { code: 'not_found' } });
  const text = join(tempFolder(), 'run-1.tutti');
  writeFileSync(text, 'not a database'.repeat(100));
  expect(openRecording(text)).toMatchObject({ ok: false, error: { code: 'database_corrupt' } });
  const changedBy = (sql: string): string => {
    const file = freshFile();
    writerOf(file).close();
    const db = new Database(file);
    db.exec(sql);
    db.close();
    return file;
  };
  expect(openRecording(changedBy('PRAGMA user_version = 2'))).toMatchObject({
    ok: false,
    error: { code: 'database_newer' },
  });
  for (const sql of [
    'CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END',
    'DROP TABLE views; CREATE VIEW views AS SELECT * FROM events',
    'CREATE TABLE more (a)',
    // Names that every object of JavaScript has.
    'CREATE TABLE constructor (a)',
    'CREATE VIEW toString AS SELECT * FROM events',
    'DROP TABLE activity',
  ])
    expect(openRecording(changedBy(sql))).toMatchObject({ ok: false, error: { code: 'database_corrupt' } });
});

test('a writer puts aside what is no recording, and leaves one of a newer Tutti as it is', () => {
  const file = freshFile();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'not a database'.repeat(100));
  const writer = writerOf(file);
  expect(readFileSync(writer.aside ?? '', 'utf8')).toContain('not a database');
  writer.put('exec_1', 1000, output('one'));
  writer.close();
  expect(allRecords(readerOf(file), 'exec_1')).toHaveLength(1);
  const db = new Database(file);
  db.exec('PRAGMA user_version = 2');
  db.close();
  expect(() => writerOf(file)).toThrow('a newer Tutti wrote it');
  expect(openRecording(file)).toMatchObject({ error: { code: 'database_newer' } });
});

test('a recording that somebody holds for a moment is no broken one: it stays, and the writer says so', () => {
  const file = freshFile();
  writerOf(file).close();
  const other = new Database(file);
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE');
  try {
    expect(() => writerOf(file)).toThrow(/locked/);
  } finally {
    other.close();
  }
  expect(readdirSync(dirname(file)).filter((name) => name.includes('corrupt'))).toEqual([]);
  const writer = writerOf(file);
  expect(writer.aside).toBeNull();
  writer.close();
});
