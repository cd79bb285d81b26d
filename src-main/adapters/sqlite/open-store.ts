import { fail, ok, type Result, TuttiFailure } from '@contract/result.ts';
import Database from 'better-sqlite3';
import type { Log } from '../../core/ports/log.ts';
import type { Store } from '../../core/ports/store.ts';
import { ensurePrivateFile } from '../system/private-file.ts';
import { setAside } from '../system/set-aside.ts';
import { expectedFailure, isCorruption } from './failures.ts';
import { isOurs, migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { makeStore } from './store.ts';

export interface OpenedStore {
  readonly store: Store;
  /** What the person must know: a damaged log was kept aside, and where. Null when all is well. */
  readonly notice: string | null;
}

/** The file is damaged or not ours; a person's data may be in it, so it is moved and never written. */
class Damaged extends Error {}

const newer = (file: string, found: number): TuttiFailure =>
  new TuttiFailure(
    fail(
      'database_newer',
      `${file} was written by a newer Tutti (its format is ${found}, this one knows ${migrations.length}).`,
      'Update Tutti, or set TUTTI_STATE_DIR to another folder.',
    ).error,
  );

/** Looks without writing: even closing a writable connection would change the file, by a checkpoint of its log. */
const inspect = (file: string): void => {
  const db = new Database(file, { readonly: true });
  try {
    if (!isOurs(db)) throw new Damaged("it isn't a Tutti event log");
    const found = versionOf(db);
    if (found > migrations.length) throw newer(file, found);
    const verdict = String(db.pragma('quick_check(1)', { simple: true }));
    if (verdict !== 'ok') throw new Damaged(verdict);
  } catch (error) {
    throw isCorruption(error) ? new Damaged(String(error)) : error;
  } finally {
    db.close();
  }
};

const openDatabase = (file: string): Database.Database => {
  ensurePrivateFile(file);
  inspect(file);
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    // With WAL this survives a killed host; only a power cut may cost the last commits, never the file.
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

const openFresh = (file: string, damage: Damaged, options: Options): OpenedStore => {
  const aside = setAside(file, options.now());
  options.log.warn('a damaged event log was kept aside', { file, aside, why: damage.message });
  return {
    store: makeStore(openDatabase(file), file, options.now),
    notice: `The event log was damaged (${damage.message}). It is kept as ${aside}; a new one was begun.`,
  };
};

interface Options {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Opens the event log of a project, or begins one. Errors: `database_newer`, `state_read_only`, `disk_full`. A damaged
 * file is renamed and a fresh one begun: the notice says so. The caller holds the host lock (host-lock.ts).
 */
export const openStore = (file: string, options: Options): Result<OpenedStore> => {
  try {
    try {
      return ok({ store: makeStore(openDatabase(file), file, options.now), notice: null });
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      return ok(openFresh(file, error, options));
    }
  } catch (error) {
    const failure = expectedFailure(error, file);
    if (failure === null) throw error;
    return { ok: false, error: failure.error };
  }
};
