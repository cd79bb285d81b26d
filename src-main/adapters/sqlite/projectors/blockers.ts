import { climbedBlockage } from '@contract/blockers.ts';
import type Database from 'better-sqlite3';
import { jsonOrNull } from '../../system/encode.ts';
import type { Projector } from './projector.ts';

const climb = (db: Database.Database): Projector<'blocker.climbed'> => {
  const before = db.prepare('SELECT blockage FROM instances WHERE run = ? AND id = ?').pluck();
  const update = db.prepare('UPDATE instances SET blockage = ? WHERE run = ? AND id = ?');
  return ({ run, data: { id, reason } }) => {
    const known = before.get(run, id) as string | null | undefined;
    if (known == null) return;
    update.run(jsonOrNull(climbedBlockage(JSON.parse(known), reason)), run, id);
  };
};

export const blockerProjectors = (db: Database.Database) => ({ 'blocker.climbed': climb(db) });
