import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { copyRecording } from '../../../../src-main/adapters/recording/export/copy-recording.ts';
import { maskFile } from '../../../../src-main/adapters/recording/export/mask-file.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { eventsOf, freshFile, output, readerOf, startedAt, writerOf } from '../support.ts';

const token = `ghp_${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2'}`;
const size = { cols: 80, rows: 24 };
const none = { patterns: [], values: [] };

/** Copies and masks; `damage` is done to the copy in between. */
const masked = (source: string, damage: (db: Database.Database) => void = () => {}) => {
  const folder = tempFolder();
  const file = join(folder, 'copy.tutti');
  expect(copyRecording(source, file, null)).toMatchObject({ ok: true });
  const db = new Database(file);
  damage(db);
  db.close();
  return maskFile({ file, clean: join(folder, 'clean.tutti') }, none, () => {});
};

const written = (): { source: string; writer: ReturnType<typeof writerOf> } => {
  const source = freshFile();
  const writer = writerOf(source);
  writer.put('exec_1', startedAt, { kind: 'blank', size });
  writer.put('exec_1', startedAt + 10, output(`it is ${token}\r\n`));
  return { source, writer };
};

test('a keyframe behind the last record shows no secret, and the run that goes on is exported', () => {
  const { source, writer } = written();
  writer.cut('exec_1', 1, startedAt + 20);
  // As a serialized screen tells a word whose letters change their colour.
  const data = `it is ${token.slice(0, 10)}\x1b[31m${token.slice(10)}`;
  writer.keyframe('exec_1', 1, { size, data, pending: new Uint8Array(), offset: 0 });
  writer.flush();
  const { counts, file } = masked(source);
  writer.close();
  expect(Object.keys(counts)).toEqual(['a GitHub token']);
  const screen = readerOf(file).screenAt('exec_1', startedAt + 100);
  expect(JSON.stringify(screen?.keyframe ?? null)).not.toContain(token.slice(10));
  expect(readFileSync(file, 'latin1')).not.toContain(token.slice(10));
});

test('what is damaged is not handed on: nothing can be found in it', () => {
  const { source, writer } = written();
  writer.put('exec_2', startedAt, { kind: 'blank', size });
  writer.put('exec_2', startedAt + 10, output('all is well\r\n'));
  writer.events(eventsOf(3));
  writer.close();
  const { file } = masked(source, (db) => {
    db.prepare('UPDATE chunks SET last_at = last_at + 1 WHERE stream = 1').run();
    db.prepare('UPDATE events SET json = ? WHERE seq = 2').run(`{"seq":2,"data":{"text":"${token}"`);
  });
  expect(readFileSync(file, 'latin1')).not.toContain(token);
  const reader = readerOf(file);
  expect(reader.events({ after: 0, limit: 10 }).map(({ seq }) => seq)).toEqual([1, 3]);
  expect(reader.screenAt('exec_2', startedAt + 100)?.records.length).toBeGreaterThan(1);
  expect(reader.records('exec_1', null, 1000).items).toEqual([]);
});

test('nobody else on the machine may read it', () => {
  const { source, writer } = written();
  writer.close();
  expect(statSync(masked(source).file).mode & 0o777).toBe(0o600);
});
