import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

/** Rows of what the person was told of, for as long as it stands. */
export const attentionProjectors = (db: Database.Database) => {
  // AUTOINCREMENT is not needed: what is last in the list has the highest place, whichever were taken away.
  const put = db.prepare('INSERT INTO told_attention (key) VALUES (?)');
  const drop = db.prepare('DELETE FROM told_attention WHERE key = ?');
  return {
    'attention.told': (({ data }) => {
      const keys = new Set(data.keys);
      for (const key of keys) drop.run(key);
      for (const key of keys) put.run(key);
    }) as Projector<'attention.told'>,
    'attention.passed': (({ data }) => {
      for (const key of data.keys) drop.run(key);
    }) as Projector<'attention.passed'>,
  };
};
