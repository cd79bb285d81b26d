import { reduceShutdown, type ShutdownEvent } from '@contract/reduce-shutdowns.ts';
import type Database from 'better-sqlite3';

/** The one shutdown of a run, while it lasts. */
export const shutdownProjectors = (db: Database.Database) => {
  const read = db.prepare('SELECT data FROM shutdowns WHERE run = ?').pluck();
  const put = db.prepare('INSERT OR REPLACE INTO shutdowns (run, data) VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM shutdowns WHERE run = ?');
  const project = (event: ShutdownEvent): void => {
    const before = read.get(event.run);
    const after = reduceShutdown(typeof before === 'string' ? JSON.parse(before) : null, event);
    if (after === null) drop.run(event.run);
    else put.run(event.run, JSON.stringify(after));
  };
  return {
    'shutdown.begun': project,
    'shutdown.ending': project,
    'shutdown.cancelled': project,
    'shutdown.finished': project,
  };
};
