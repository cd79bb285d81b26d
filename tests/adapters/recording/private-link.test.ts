import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TuttiFailure } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import {
  linkPrivately,
  type PrivateLink,
} from '../../../src-main/adapters/recording/reading/private-link.ts';
import { writeSampleRecording } from '../../support/sample-recording.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { readerOf } from './support.ts';

const world = () => {
  const folder = tempFolder();
  const given = join(folder, 'given');
  mkdirSync(given);
  const file = join(given, 'film.tutti');
  writeSampleRecording({ file, title: 'as it was handed over' });
  return { folder, given, file, own: join(folder, 'opened') };
};

const linked = async (file: string, own: string): Promise<PrivateLink> => {
  const link = await linkPrivately(file, own);
  if (!link.ok) throw new TuttiFailure(link.error);
  return link.value;
};

/** A log of SQLite's that would change the title: what a writer that was killed leaves beside the file. */
const logThatChanges = (file: string, folder: string): string => {
  const copy = join(folder, 'changed.tutti');
  copyFileSync(file, copy);
  const db = new Database(copy);
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  db.prepare("UPDATE about SET value = 'put there by somebody else' WHERE key = 'title'").run();
  copyFileSync(copy, file);
  const log = `${copy}-wal`;
  copyFileSync(log, `${file}-wal`);
  db.close();
  return `${file}-wal`;
};

it('what lies beside a file from outside is no part of it, and is told of', async () => {
  const { folder, given, file, own } = world();
  logThatChanges(file, folder);
  const link = await linked(file, own);
  expect(readerOf(link.file).about().title).toBe('as it was handed over');
  expect(link.notices).toEqual([expect.stringContaining('was not read')]);
  expect(readdirSync(given).toSorted()).toEqual(['film.tutti', 'film.tutti-wal']);
  await link.remove();
  expect(readdirSync(own)).toEqual([]);
});

it('a journal beside it is not rolled back', async () => {
  const { given, file, own } = world();
  // The head of a hot journal: magic, one page, and the rest of it missing.
  const journal = Buffer.alloc(512 + 8192 + 8);
  Buffer.from('d9d505f920a163d7', 'hex').copy(journal);
  journal.writeUInt32BE(1, 8);
  journal.writeUInt32BE(8192, 24);
  writeFileSync(`${file}-journal`, journal);
  const link = await linked(file, own);
  expect(readerOf(link.file).about().title).toBe('as it was handed over');
  expect(link.notices).toHaveLength(1);
  expect(readdirSync(given).toSorted()).toEqual(['film.tutti', 'film.tutti-journal']);
});

it('a link to a file is followed to it, and nothing is left beside either', async () => {
  const { folder, given, file, own } = world();
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(file, join(elsewhere, 'link.tutti'));
  const link = await linked(join(elsewhere, 'link.tutti'), own);
  expect(readerOf(link.file).about().run).toBe(12);
  expect(readdirSync(elsewhere)).toEqual(['link.tutti']);
  expect(readdirSync(given)).toEqual(['film.tutti']);
});

it('what a killed app has left is removed, what a living one has is not', async () => {
  const { file, own } = world();
  const dead = join(own, '2147480000-abc');
  const living = join(own, `${process.ppid}-abc`);
  for (const folder of [dead, living]) mkdirSync(folder, { recursive: true });
  const link = await linked(file, own);
  expect(existsSync(dead)).toBe(false);
  expect(readdirSync(own).toSorted()).toEqual([basename(living), basename(dirname(link.file))].toSorted());
});

it.each([
  ['nothing', '', 'it is empty'],
  ['a text', 'hello', 'it is no recording of Tutti'],
  ['a page', '\n<!DOCTYPE html><title>x</title>', 'it is a web page'],
])('%s is refused before SQLite sees it', async (_name, text, why) => {
  const { given, own } = world();
  const file = join(given, 'other.tutti');
  writeFileSync(file, text);
  const link = await linkPrivately(file, own);
  expect(link).toMatchObject({ ok: false, error: { code: 'database_corrupt' } });
  expect(!link.ok && link.error.message).toContain(why);
  expect(existsSync(own)).toBe(false);
});

it('folders, devices and what is not there are refused with what to do', async () => {
  const { given, own } = world();
  expect(await linkPrivately(given, own)).toMatchObject({ error: { code: 'bad_input' } });
  expect(await linkPrivately('/dev/zero', own)).toMatchObject({ error: { code: 'bad_input' } });
  expect(await linkPrivately(join(given, 'x.tutti'), own)).toMatchObject({ error: { code: 'not_found' } });
});
