import type { parallelEvents } from '@contract/parallel-events.ts';
import { reduceBatches } from '@contract/reduce-parallel.ts';
import type Database from 'better-sqlite3';
import { prepareReadBatches } from '../read-batches.ts';
import type { EventOf, Projector } from './projector.ts';

type BatchKind = keyof typeof parallelEvents;

/** As with tasks, one row is read, changed by the contract's own fold, and written. One that stands already keeps its place. */
export const batchProjectors = (db: Database.Database) => {
  const { batch: read } = prepareReadBatches(db);
  const put = db.prepare(`
    INSERT INTO batches (run, id, position, data) VALUES (?, ?, ?, ?)
    ON CONFLICT (run, id) DO UPDATE SET data = excluded.data`);
  const ofBatch = (event: EventOf<BatchKind>): void => {
    const known = read(event.run, event.data.batch);
    for (const batch of reduceBatches(known === null ? [] : [known], event))
      put.run(event.run, batch.id, event.seq, JSON.stringify(batch));
  };
  return {
    'batch.begun': ofBatch,
    'batch.retried': ofBatch,
    'batch.reminded': ofBatch,
    'batch.settled': ofBatch,
    'batch.finished': ofBatch,
    'batch.cancelled': ofBatch,
  } satisfies { readonly [K in BatchKind]: Projector<K> };
};
