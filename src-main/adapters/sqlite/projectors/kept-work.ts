import { type KeptEvent, reduceKept } from '@contract/reduce-kept.ts';
import type { workEvents } from '@contract/work-events.ts';
import type Database from 'better-sqlite3';
import { prepareReadKeptWork } from '../read-kept-work.ts';
import { type EventOf, logOnly, type Projector } from './projector.ts';

type WorkKind = keyof typeof workEvents;

/** One row is read, changed by the contract's own fold, and written; one that stands already keeps its place. */
export const keptWorkProjectors = (db: Database.Database) => {
  const { keptOne } = prepareReadKeptWork(db);
  const put = db.prepare(`
    INSERT INTO kept_work (work, run, instance, position, data) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (work) DO UPDATE SET data = excluded.data`);
  const ofWork = (event: KeptEvent): void => {
    const kept = reduceKept(keptOne(event.data.work), event);
    if (kept !== null) put.run(kept.work, kept.run, kept.id, event.seq, JSON.stringify(kept));
  };
  const begun = db.prepare('INSERT OR REPLACE INTO clean_ups (name, position, data) VALUES (?, ?, ?)');
  const ended = db.prepare('DELETE FROM clean_ups WHERE name = ?');
  const isOver = ({ data }: EventOf<'work.cleaned' | 'work.stayed'>): void => void ended.run(data.name);
  return {
    'work.cleaning': ({ seq, data }) => void begun.run(data.name, seq, JSON.stringify(data)),
    'work.cleaned': isOver,
    'work.stayed': isOver,
    'work.saved': ofWork,
    'work.restored': ofWork,
    'work.dropped': ofWork,
    'work.unsaved': logOnly,
    'work.mended': logOnly,
  } satisfies { readonly [K in WorkKind]: Projector<K> };
};
