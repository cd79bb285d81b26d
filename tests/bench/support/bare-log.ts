import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../../src-main/adapters/sqlite/migrate.ts';
import type { Ground } from './ground.ts';

/** What bare better-sqlite3 writes events with: the app's own tables, indexes, triggers and pragmas, and nothing around them. */
export interface BareLog {
  readonly db: Database.Database;
  /** Writes one event about an instance, in whatever transaction is open; its number and its time. */
  tell(kind: string, instance: string, data: object, cause?: number | null): { seq: number; at: number };
  /** The number that the next event gets. */
  next(): number;
}

/** A database of its own in the ground's folder, with a run in it. */
export const openBareLog = (ground: Ground, name: string): BareLog => {
  const db = new Database(join(ground.folder, `${name}.db`));
  ground.onEnd(() => void db.close());
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  migrate(db);
  db.exec("INSERT INTO runs (run, title, started_at) VALUES (1, '', 0)");
  const event = db.prepare(
    'INSERT INTO events (seq, at, kind, run, instance, cause, actor, data) VALUES (?, ?, ?, 1, ?, ?, ?, ?)',
  );
  let last = 0;
  return {
    db,
    tell: (kind, instance, data, cause = null) => {
      last += 1;
      const at = Date.now();
      const actor = JSON.stringify({ kind: 'instance', id: instance });
      event.run(last, at, kind, instance, cause, actor, JSON.stringify(data));
      return { seq: last, at };
    },
    next: () => last + 1,
  };
};
