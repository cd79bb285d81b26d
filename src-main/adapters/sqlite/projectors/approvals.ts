import type { Wish } from '@contract/approvals.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

/** Rows of wishes to spawn that wait for the person. */
export const approvalProjectors = (db: Database.Database) => {
  const put = db.prepare('INSERT OR REPLACE INTO wishes (run, wish, position, data) VALUES (?, ?, ?, ?)');
  const read = db.prepare('SELECT data FROM wishes WHERE run = ? AND wish = ?').pluck();
  const write = db.prepare('UPDATE wishes SET data = ? WHERE run = ? AND wish = ?');
  const drop = db.prepare('DELETE FROM wishes WHERE run = ? AND wish = ?');
  const all = db.prepare('UPDATE runs SET approves_all = ? WHERE run = ?');
  return {
    'approval.asked': (({ run, seq, at, data: { wish, by, terms } }) => {
      const asked: Wish = { ...terms, wish, by, askedAt: at, granted: false };
      put.run(run, wish, seq, JSON.stringify(asked));
    }) as Projector<'approval.asked'>,
    'approval.granted': (({ run, data: { wish } }) => {
      const data = read.get(run, wish);
      if (typeof data !== 'string') return;
      write.run(JSON.stringify({ ...JSON.parse(data), granted: true }), run, wish);
    }) as Projector<'approval.granted'>,
    'approval.settled': (({ run, data }) => void drop.run(run, data.wish)) as Projector<'approval.settled'>,
    'approval.allowed': (({ run }) => void all.run(1, run)) as Projector<'approval.allowed'>,
    'approval.revoked': (({ run }) => void all.run(0, run)) as Projector<'approval.revoked'>,
  };
};
