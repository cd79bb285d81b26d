import type { Batch } from '@contract/parallel.ts';
import type Database from 'better-sqlite3';

export const prepareReadBatches = (db: Database.Database) => {
  const all = db.prepare('SELECT data FROM batches WHERE run = ? ORDER BY position').pluck();
  const one = db.prepare('SELECT data FROM batches WHERE run = ? AND id = ?').pluck();
  return {
    batches: (run: number): Batch[] => (all.all(run) as string[]).map((data) => JSON.parse(data)),
    batch: (run: number | null, id: string): Batch | null => {
      const data = one.get(run, id) as string | undefined;
      return data === undefined ? null : JSON.parse(data);
    },
  };
};
