import { existsSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { whatIsWrong } from '../what-is-wrong.ts';
import { reasonOf } from './damages.ts';

const unreadable = (file: string, why: string): Result<never> =>
  fail(
    'database_corrupt',
    `${file} can't be read as a recording: ${why}.`,
    'Choose a .tutti file that Tutti has written.',
  );

/**
 * Opens the file of a recording, of whatever origin, and hands it over to be read. It is never written, and nothing that stands in it is run.
 * Errors: `not_found`, `database_newer`, `database_corrupt`.
 */
export const openToRead = <T>(file: string, prepare: (db: Database.Database) => T): Result<T> => {
  if (!existsSync(file)) return fail('not_found', `There is no file ${file}.`, 'Check the path.');
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    // First, before the schema is read: no function of ours is called by what the file holds; a damaged page is told as such.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('mmap_size = 0');
    const wrong = whatIsWrong(db);
    if (wrong === null) return ok(prepare(db));
    db.close();
    if (wrong.newer) return fail('database_newer', `${file}: ${wrong.reason}.`, 'Update Tutti.');
    return unreadable(file, wrong.reason);
  } catch (error) {
    db?.close();
    return unreadable(file, reasonOf(error));
  }
};
