import type { Lock } from '@contract/locks.ts';
import type Database from 'better-sqlite3';

type LockRow = Omit<Lock, 'paths'> & { readonly paths: string };

export const prepareReadLocks = (db: Database.Database) => {
  const all = db.prepare(
    `SELECT id, run, holder, paths, mode, state, token, reason, lease, asked_at AS askedAt, since, expires_at AS expiresAt,
       grace_until AS graceUntil FROM locks WHERE run = ? ORDER BY position`,
  );
  return {
    locks: (run: number): Lock[] =>
      (all.all(run) as LockRow[]).map((row) => ({ ...row, paths: JSON.parse(row.paths) })),
  };
};
