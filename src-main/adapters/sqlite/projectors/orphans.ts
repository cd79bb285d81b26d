import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

export const orphanProjectors = (db: Database.Database) => {
  // One found again moves to the end, as in the view.
  const put = db.prepare(
    `INSERT OR REPLACE INTO orphans (pid, position, start_time, command, instance, found_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const drop = db.prepare('DELETE FROM orphans WHERE pid = ?');
  return {
    'orphan.found': (({ seq, at, data }) =>
      void put.run(
        data.pid,
        seq,
        data.startTime,
        data.command,
        data.instance,
        at,
      )) as Projector<'orphan.found'>,
    'orphan.ended': ((event) => void drop.run(event.data.pid)) as Projector<'orphan.ended'>,
  };
};
