import { overlapToForget, reduceOverlap } from '@contract/reduce-stands.ts';
import { standLimits } from '@contract/stands.ts';
import type Database from 'better-sqlite3';
import { prepareReadOverlaps } from '../read-overlaps.ts';
import type { EventOf, Projector } from './projector.ts';

export const standProjectors = (db: Database.Database) => {
  const update = db.prepare('UPDATE instances SET stand = ? WHERE run = ? AND id = ?');
  const read = db.prepare('SELECT data FROM overlaps WHERE run = ? AND id = ? AND other = ?').pluck();
  const count = db.prepare('SELECT count(*) FROM overlaps WHERE run = ?').pluck();
  const drop = db.prepare('DELETE FROM overlaps WHERE run = ? AND id = ? AND other = ?');
  const put = db.prepare(`
    INSERT INTO overlaps (run, id, other, position, data) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (run, id, other) DO UPDATE SET data = excluded.data`);
  const { overlaps } = prepareReadOverlaps(db);
  const forgetOne = (run: number): void => {
    if ((count.get(run) as number) <= standLimits.overlaps) return;
    const all = overlaps(run);
    const gone = all[overlapToForget(all)];
    if (gone !== undefined) drop.run(run, gone.id, gone.other);
  };
  const ofOverlap = (event: EventOf<'overlap.found' | 'overlap.gone'>): void => {
    const { id, other } = event.data;
    const known = read.get(event.run, id, other) as string | undefined;
    const next = reduceOverlap(known === undefined ? null : JSON.parse(known), event);
    if (next === null || event.run === null) return;
    put.run(event.run, id, other, event.seq, JSON.stringify(next));
    if (known === undefined) forgetOne(event.run);
  };
  return {
    'branch.stood': (({ run, data }) =>
      void update.run(JSON.stringify(data.stand), run, data.id)) as Projector<'branch.stood'>,
    'overlap.found': ofOverlap as Projector<'overlap.found'>,
    'overlap.gone': ofOverlap as Projector<'overlap.gone'>,
  };
};
