import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../../src-main/adapters/sqlite/migrate.ts';
import type { Ground } from './ground.ts';

/** The rows of a message, written by bare better-sqlite3: the same tables, indexes and pragmas, and nothing around them. */
export const bareMessages = (ground: Ground): { pass(text: string): void } => {
  const db = new Database(join(ground.folder, 'bare-messages.db'));
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
    `INSERT INTO messages (
       run, id, position, number, sender, receiver, preview, length, state, attempts, stored_at, since, reason, text
     ) VALUES (1, ?, ?, ?, 'person', 'spec_12', ?, ?, 'queued', 0, ?, ?, '', ?)`,
  );
  const accept = db.prepare(
    `UPDATE messages SET state = 'accepted', witness = 'tool', reason = ?, way = 'inbox', since = ?, read_at = ?
     WHERE run = 1 AND id = ?`,
  );
  const actor = JSON.stringify({ kind: 'instance', id: 'spec_12' });
  let seq = 0;
  let number = 0;
  const tell = (kind: string, data: object): number => {
    seq += 1;
    const now = Date.now();
    event.run(seq, now, kind, 'spec_12', actor, JSON.stringify(data));
    return now;
  };
  const store = db.transaction((id: string, text: string) => {
    const now = tell('message.stored', { message: id, from: 'person', to: 'spec_12', text, replyTo: null });
    put.run(id, seq, number, JSON.stringify(text), text.length, now, now, text);
  }).immediate;
  const take = db.transaction((id: string) => {
    const how = 'it read its inbox';
    const now = tell('message.accepted', { message: id, to: 'spec_12', witness: 'tool', how, way: 'inbox' });
    accept.run(how, now, now, id);
  }).immediate;
  return {
    /** One transaction that stores it, one that accepts it. */
    pass: (text) => {
      number += 1;
      store(`msg_${number}`, text);
      take(`msg_${number}`);
    },
  };
};
