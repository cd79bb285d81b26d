import { chmodSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';
import Database from 'better-sqlite3';
import { takeUpStreams } from '../take-up-streams.ts';
import { whatIsWrong } from '../what-is-wrong.ts';
import { prepareWrites } from '../write-rows.ts';

/**
 * Copies a recording as it is at this moment, also one that is being written, into a file of its own: without log files, packed, and with only
 * some of the terminals where they are named. Throws SQLite's errors of the copy. Errors: `database_corrupt`, `database_newer`, `not_found`.
 */
export const copyRecording = (
  source: string,
  target: string,
  instances: readonly string[] | null,
): Result<void> => {
  const from = new Database(source, { readonly: true, fileMustExist: true });
  try {
    from.pragma('trusted_schema = OFF');
    const wrong = whatIsWrong(from);
    if (wrong !== null)
      return fail(
        wrong.newer ? 'database_newer' : 'database_corrupt',
        `It can’t be exported: ${wrong.reason}.`,
        wrong.newer ? 'Update Tutti.' : 'Choose a recording that can be read.',
      );
    // A transaction of its own: what is written meanwhile is in none of it, or all.
    from.prepare('VACUUM INTO ?').run(target);
    // SQLite makes a file that others may read.
    chmodSync(target, 0o600);
  } finally {
    from.close();
  }
  return tidy(target, instances);
};

const tidy = (target: string, instances: readonly string[] | null): Result<void> => {
  const db = new Database(target);
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = OFF');
    return db
      .transaction((): Result<void> => {
        const missing = missingOf(db, instances);
        if (missing !== null)
          return fail(
            'not_found',
            `Nothing of ${missing} is recorded in that run.`,
            'Name an instance that has a terminal in it.',
            { field: 'instances' },
          );
        if (instances !== null) keepOnly(db, instances);
        const write = prepareWrites(db);
        for (const stream of takeUpStreams(db, write, Date.now).values()) {
          stream.finish();
          stream.flush(write, Date.now());
        }
        return ok(undefined);
      })
      .immediate();
  } finally {
    db.close();
  }
};

const missingOf = (db: Database.Database, instances: readonly string[] | null): string | null => {
  const known = new Set(db.prepare('SELECT instance FROM streams').pluck().all() as string[]);
  return instances?.find((instance) => !known.has(instance)) ?? null;
};

const keepOnly = (db: Database.Database, instances: readonly string[]): void => {
  const listed = JSON.stringify(instances);
  const others = 'SELECT id FROM streams WHERE instance NOT IN (SELECT value FROM json_each(?))';
  for (const table of ['chunks', 'tail', 'keyframes', 'activity'])
    db.prepare(`DELETE FROM ${table} WHERE stream IN (${others})`).run(listed);
  db.prepare(`DELETE FROM streams WHERE id IN (${others})`).run(listed);
};
