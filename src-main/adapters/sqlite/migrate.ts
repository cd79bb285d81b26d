import type Database from 'better-sqlite3';
import { migrations } from './migrations/all.ts';

/** `Tutt` in ASCII: tells a database of ours from any other SQLite file. */
export const applicationId = 0x54757474;

export const versionOf = (db: Database.Database): number =>
  Number(db.pragma('user_version', { simple: true }));

/** Whether the file is empty or of our own making. */
export const isOurs = (db: Database.Database): boolean => {
  if (Number(db.pragma('application_id', { simple: true })) === applicationId) return true;
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
};

/** Brings the database to the newest known version, each step in a transaction of its own. */
export const migrate = (db: Database.Database): void => {
  migrations.forEach((migration, at) => {
    if (versionOf(db) > at) return;
    db.transaction(() => {
      if (typeof migration === 'string') db.exec(migration);
      else migration(db);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${at + 1}`);
    }).immediate();
  });
};
