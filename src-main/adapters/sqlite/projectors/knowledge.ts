import type { Actor } from '@contract/events.ts';
import type { Party } from '@contract/ids.ts';
import type Database from 'better-sqlite3';
import type { EventOf, Projector } from './projector.ts';

/** Tutti itself records nothing here: what is no instance's is the person's. */
const authorOf = (actor: Actor): Party => (actor.kind === 'instance' ? actor.id : 'person');

const keepVersion = (db: Database.Database) => {
  const insert = db.prepare(
    'INSERT INTO knowledge_versions (seq, key, version, value, author, run, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return (
    { seq, at, run, actor, data }: EventOf<'knowledge.recorded' | 'knowledge.forgotten'>,
    value: string | null,
  ) => void insert.run(seq, data.key, data.version, value, authorOf(actor), run, at);
};

const record = (db: Database.Database): Projector<'knowledge.recorded'> => {
  const keep = keepVersion(db);
  const put = db
    .prepare(
      `INSERT INTO knowledge (key, seq) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET seq = excluded.seq
       RETURNING id`,
    )
    .pluck();
  const index = db.prepare('INSERT OR REPLACE INTO knowledge_words (rowid, key, value) VALUES (?, ?, ?)');
  return (event) => {
    const { key, value } = event.data;
    keep(event, value);
    index.run(put.get(key, event.seq), key, value);
  };
};

const forget = (db: Database.Database): Projector<'knowledge.forgotten'> => {
  const keep = keepVersion(db);
  const drop = db.prepare('DELETE FROM knowledge WHERE key = ? RETURNING id').pluck();
  const unindex = db.prepare('DELETE FROM knowledge_words WHERE rowid = ?');
  return (event) => {
    keep(event, null);
    const id = drop.get(event.data.key);
    if (id !== undefined) unindex.run(id);
  };
};

const decide = (db: Database.Database): Projector<'decision.recorded'> => {
  const insert = db.prepare(`
    INSERT INTO decisions (seq, id, title, text, paths, replaces, author, run, at)
    VALUES (@seq, @decision, @title, @text, @paths, @replaces, @author, @run, @at)`);
  const replace = db.prepare('UPDATE decisions SET replaced_by = ? WHERE id = ?');
  return ({ seq, at, run, actor, data }) => {
    insert.run({ ...data, paths: JSON.stringify(data.paths), author: authorOf(actor), seq, run, at });
    if (data.replaces !== null) replace.run(data.decision, data.replaces);
  };
};

export const knowledgeProjectors = (db: Database.Database) => ({
  'knowledge.recorded': record(db),
  'knowledge.forgotten': forget(db),
  'decision.recorded': decide(db),
});
