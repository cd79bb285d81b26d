import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ensurePrivateFile } from '../system/private-file.ts';
import { setAside } from '../system/set-aside.ts';
import { createSchema } from './schema.ts';
import { whatIsWrong } from './what-is-wrong.ts';

export interface OpenedForWriting {
  readonly db: Database.Database;
  /** Where a file was put that was no readable recording; null: there was none. */
  readonly aside: string | null;
}

/** A newer Tutti wrote it: it is left as it is. */
export class WrittenByNewer extends Error {}

/** Looks without writing: null, or why it can't be gone on with. */
const mistakeIn = (file: string): string | null => {
  const db = new Database(file, { readonly: true });
  try {
    const wrong = whatIsWrong(db);
    if (wrong?.newer === true) throw new WrittenByNewer(wrong.reason);
    return wrong?.reason ?? null;
  } finally {
    db.close();
  }
};

/**
 * Opens the file of a recording to write it, or makes it. What is there and can't be read as one is put aside, and never written. Throws
 * SQLite's errors, and WrittenByNewer.
 */
export const openForWriting = (file: string, now: () => number): OpenedForWriting => {
  ensurePrivateFile(file);
  const mistake = statSync(file).size === 0 ? null : mistakeIn(file);
  const aside = mistake === null ? null : setAside(file, now());
  ensurePrivateFile(file);
  const isNew = statSync(file).size === 0;
  const db = new Database(file);
  try {
    if (isNew) createSchema(db);
    db.pragma('journal_mode = WAL');
    // Survives a killed process whole; only a power cut may cost the last flushes.
    db.pragma('synchronous = NORMAL');
    return { db, aside };
  } catch (error) {
    db.close();
    throw error;
  }
};
