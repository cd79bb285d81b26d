import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../../src-main/adapters/sqlite/migrations/all.ts';
import { openStore } from '../../../src-main/adapters/sqlite/open-store.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { freshFile, messageOf, opened, runStart, spawnOf } from './support.ts';

const options = { now: () => 1_700_000_000_000, log: memoryLog() };

/** A store with some hundred pages, closed. */
const filled = (file: string): void => {
  const result = openStore(file, options);
  if (!result.ok) throw new Error(result.error.message);
  const { store } = result.value;
  store.commit([runStart(), spawnOf('exec_1')]);
  for (let number = 1; number <= 40; number += 1)
    store.commit([messageOf(`msg_${number}`, 'text '.repeat(2000))]);
  store.close();
};

const asideIn = (file: string): string[] =>
  readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.corrupt-`));

test("the file, its log and its folder are the person's alone", () => {
  const file = freshFile();
  opened(file).store.commit([runStart()]);
  const mode = (path: string) => statSync(path).mode & 0o777;
  expect(mode(dirname(file))).toBe(0o700);
  for (const suffix of ['', '-wal', '-shm']) expect(mode(file + suffix)).toBe(0o600);
});

test('what was committed is there after closing, and small values too', () => {
  const file = freshFile();
  filled(file);
  const { store, notice } = opened(file);
  expect(notice).toBeNull();
  expect(store.view().seq).toBe(42);
  store.setMeta('port', '4711');
  expect([store.getMeta('port'), store.getMeta('none')]).toEqual(['4711', null]);
});

test.each([
  ['overwritten at its start', (file: string) => writeFileSync(file, 'no database at all'.repeat(500))],
  [
    'overwritten in its middle',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(0xa5, 8192, bytes.length - 4096);
      writeFileSync(file, bytes);
    },
  ],
  ['cut short', (file: string) => truncateSync(file, 20_000)],
])('a file that was %s is kept aside unchanged and a new one begun', (_how, damage) => {
  const file = freshFile();
  filled(file);
  damage(file);
  const damaged = readFileSync(file);
  const { store, notice } = opened(file);
  expect(store.view().seq).toBe(0);
  const [aside] = asideIn(file);
  expect(notice).toContain(join(dirname(file), String(aside)));
  expect(readFileSync(join(dirname(file), String(aside))).equals(damaged)).toBe(true);
  expect(store.commit([runStart()])[0]?.seq).toBe(1);
});

test('two damaged files in the same moment are both kept', () => {
  const file = freshFile();
  mkdirSync(dirname(file));
  for (const text of ['first', 'second']) {
    writeFileSync(file, text.repeat(500));
    const result = openStore(file, options);
    if (!result.ok) throw new Error(result.error.message);
    result.value.store.close();
  }
  const texts = asideIn(file).map((name) => readFileSync(join(dirname(file), name), 'utf8').slice(0, 5));
  expect(texts.sort()).toEqual(['first', 'secon']);
});

test("another program's database is not taken for ours", () => {
  const file = join(tempFolder(), 'events.db');
  const other = new Database(file);
  other.exec('CREATE TABLE theirs (x)');
  other.close();
  expect(opened(file).notice).toContain("isn't a Tutti event log");
});

test('a database of a newer version is refused, with both versions, and left as it is', () => {
  const file = freshFile();
  filled(file);
  const db = new Database(file);
  db.pragma('user_version = 99');
  db.close();
  const before = readFileSync(file);
  const result = openStore(file, options);
  expect(result).toMatchObject({ ok: false, error: { code: 'database_newer' } });
  expect(!result.ok && result.error.message).toContain(
    `its format is 99, this one knows ${migrations.length}`,
  );
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a folder that can not be made is told as a state that can not be written', () => {
  const file = join(tempFolder(), 'a-file');
  writeFileSync(file, '');
  const result = openStore(join(file, 'state', 'events.db'), options);
  expect(result).toMatchObject({ ok: false, error: { code: 'state_read_only' } });
  expect(!result.ok && result.error.remedy).toContain('TUTTI_STATE_DIR');
});
