import { fail, ok, type Result } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { ensurePrivateFile } from '../system/private-file.ts';
import { expectedFailure } from './failures.ts';

export interface HostLock {
  release(): void;
}

const taken = (file: string) =>
  fail(
    'host_running',
    'Another Tutti host has this project open.',
    `Use that one, or end it first (its lock is ${file}).`,
  );

/**
 * One host per project: an exclusive transaction, held open on a file of its own. The system frees it when the process
 * ends in whatever way, kill -9 included, so there is no stale lock to reason about.
 */
export const acquireHostLock = (file: string): Result<HostLock> => {
  let db: Database.Database | undefined;
  try {
    ensurePrivateFile(file);
    db = new Database(file, { timeout: 0 });
    // Only a rollback journal takes the file's lock for the whole of an exclusive transaction.
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return ok({ release: () => held.close() });
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return taken(file);
    const failure = expectedFailure(error, file);
    if (failure === null) throw error;
    return { ok: false, error: failure.error };
  }
};
