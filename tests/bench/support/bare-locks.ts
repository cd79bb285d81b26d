import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../../src-main/adapters/sqlite/migrate.ts';
import type { Ground } from './ground.ts';

/** The rows of a lock, written by bare better-sqlite3: the same tables, indexes and pragmas, and nothing around them. */
export const bareLocks = (ground: Ground) => {
  const db = new Database(join(ground.folder, 'bare.db'));
  ground.onEnd(() => void db.close());
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  migrate(db);
  db.exec("INSERT INTO runs (run, title, started_at) VALUES (1, '', 0)");
  const event = db.prepare(
    'INSERT INTO events (seq, at, kind, run, instance, cause, actor, data) VALUES (?, ?, ?, 1, ?, NULL, ?, ?)',
  );
  const put = db.prepare(
    `INSERT INTO locks (run, id, position, holder, paths, mode, state, token, reason, asked_at, since)
     VALUES (1, ?, ?, ?, ?, 'exclusive', ?, ?, '', ?, ?)`,
  );
  const grant = db.prepare("UPDATE locks SET state = 'held', token = ?, since = ? WHERE run = 1 AND id = ?");
  const drop = db.prepare('DELETE FROM locks WHERE run = 1 AND id = ?');
  const actor = JSON.stringify({ kind: 'instance', id: 'spec_12' });
  let seq = 0;

  const tell = (kind: string, id: string, path: string): void => {
    seq += 1;
    const data = { lock: id, holder: 'spec_12', paths: [path], mode: 'exclusive', reason: '', lease: null };
    event.run(seq, Date.now(), kind, 'spec_12', actor, JSON.stringify(data));
  };
  const bring = db.transaction((id: string, path: string, held: boolean) => {
    tell(held ? 'lock.granted' : 'lock.queued', id, path);
    const now = Date.now();
    const state = held ? 'held' : 'waiting';
    put.run(id, seq, 'spec_12', JSON.stringify([path]), state, held ? seq : null, now, now);
  }).immediate;
  const end = db.transaction((id: string, path: string, next: string | null) => {
    tell('lock.released', id, path);
    drop.run(id);
    if (next === null) return;
    tell('lock.granted', next, path);
    grant.run(seq, Date.now(), next);
  }).immediate;

  return {
    /** One transaction that grants a lock, one that ends it. */
    pair: (path: string): void => {
      const id = `lock_${seq + 1}`;
      bring(id, path, true);
      end(id, path, null);
    },
    /** `count` that ask for the same, of whom each is granted it as the one before ends: two transactions each, too. */
    queue: (count: number, path: string): void => {
      const ids = Array.from({ length: count }, (_, at) => {
        const id = `lock_${seq + 1}`;
        bring(id, path, at === 0);
        return id;
      });
      for (const [at, id] of ids.entries()) end(id, path, ids[at + 1] ?? null);
    },
  };
};
