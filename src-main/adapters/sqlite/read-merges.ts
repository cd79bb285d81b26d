import type { Merge } from '@contract/merges.ts';
import type Database from 'better-sqlite3';

/** Rows that were written before a conflict could be resolved here lack what tells of it. */
const read = (data: string): Merge => ({ resolved: null, handed: null, ...JSON.parse(data) });

export const prepareReadMerges = (db: Database.Database) => {
  const all = db.prepare('SELECT data FROM merges WHERE run = ? ORDER BY position').pluck();
  const one = db.prepare('SELECT data FROM merges WHERE run = ? AND id = ?').pluck();
  return {
    merges: (run: number): Merge[] => (all.all(run) as string[]).map(read),
    merge: (run: number | null, id: string): Merge | null => {
      const data = one.get(run, id) as string | undefined;
      return data === undefined ? null : read(data);
    },
  };
};
