import type Database from 'better-sqlite3';
import type { EventOf, Projector } from './projector.ts';

type Ending = EventOf<'lock.released' | 'lock.expired' | 'lock.withdrawn' | 'lock.refused'>;

export const lockProjectors = (db: Database.Database) => {
  const put = db.prepare(
    `INSERT INTO locks (run, id, position, holder, paths, mode, state, token, reason, lease, asked_at, since, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run, id) DO UPDATE SET
       holder = excluded.holder, paths = excluded.paths, mode = excluded.mode, state = excluded.state, token = excluded.token,
       reason = excluded.reason, lease = excluded.lease, since = excluded.since, expires_at = excluded.expires_at`,
  );
  const renew = db.prepare('UPDATE locks SET lease = ?, expires_at = ? WHERE run = ? AND id = ?');
  const grace = db.prepare('UPDATE locks SET grace_until = ? WHERE run = ? AND holder = ?');
  const drop = db.prepare('DELETE FROM locks WHERE run = ? AND id = ?');
  const bring = ({ kind, run, seq, at, data }: EventOf<'lock.queued' | 'lock.granted'>): void => {
    const held = kind === 'lock.granted';
    const { lock, holder, mode, reason, lease, expiresAt } = data;
    const [state, token] = held ? ['held', seq] : ['waiting', null];
    const paths = JSON.stringify(data.paths);
    // By place: names cost each row a tenth of its time.
    put.run(run, lock, seq, holder, paths, mode, state, token, reason, lease, at, at, expiresAt);
  };
  const end = ({ run, data }: Ending): void => void drop.run(run, data.lock);
  return {
    'lock.queued': bring as Projector<'lock.queued'>,
    'lock.granted': bring as Projector<'lock.granted'>,
    'lock.renewed': (({ run, data }) =>
      void renew.run(data.lease, data.expiresAt, run, data.lock)) as Projector<'lock.renewed'>,
    'lock.graced': (({ run, data }) =>
      void grace.run(data.until, run, data.holder)) as Projector<'lock.graced'>,
    'lock.released': end as Projector<'lock.released'>,
    'lock.expired': end as Projector<'lock.expired'>,
    'lock.withdrawn': end as Projector<'lock.withdrawn'>,
    'lock.refused': end as Projector<'lock.refused'>,
  };
};
