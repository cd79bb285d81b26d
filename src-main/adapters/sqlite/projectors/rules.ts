import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

export const ruleProjectors = (db: Database.Database) => {
  const put = db.prepare('INSERT OR REPLACE INTO rules (id, position, added_at, terms) VALUES (?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM rules WHERE id = ?');
  return {
    'rule.added': (({ seq, at, data }) =>
      void put.run(data.id, seq, at, JSON.stringify(data.terms))) as Projector<'rule.added'>,
    'rule.revoked': ((event) => void drop.run(event.data.id)) as Projector<'rule.revoked'>,
  };
};
