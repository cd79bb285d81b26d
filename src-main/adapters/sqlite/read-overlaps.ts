import type { Overlap } from '@contract/stands.ts';
import type Database from 'better-sqlite3';

export const prepareReadOverlaps = (db: Database.Database) => {
  const all = db.prepare('SELECT data FROM overlaps WHERE run = ? ORDER BY position').pluck();
  return {
    overlaps: (run: number): Overlap[] => (all.all(run) as string[]).map((data) => JSON.parse(data)),
  };
};
