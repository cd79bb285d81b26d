import type { mergeEvents } from '@contract/merge-events.ts';
import { reduceMerges } from '@contract/reduce-merges.ts';
import type Database from 'better-sqlite3';
import { prepareReadMerges } from '../read-merges.ts';
import type { EventOf, Projector } from './projector.ts';

type MergeKind = keyof typeof mergeEvents;

/** As with tasks, one row is read, changed by the contract's own fold, and written. One that stands already keeps its place. */
export const mergeProjectors = (db: Database.Database) => {
  const { merge: read } = prepareReadMerges(db);
  const put = db.prepare(`
    INSERT INTO merges (run, id, position, data) VALUES (?, ?, ?, ?)
    ON CONFLICT (run, id) DO UPDATE SET data = excluded.data`);
  const ofMerge = (event: EventOf<MergeKind>): void => {
    const known = read(event.run, event.data.merge);
    for (const merge of reduceMerges(known === null ? [] : [known], event))
      put.run(event.run, merge.id, event.seq, JSON.stringify(merge));
  };
  return {
    'merge.queued': ofMerge,
    'merge.waiting': ofMerge,
    'merge.checking': ofMerge,
    'merge.began': ofMerge,
    'merge.merged': ofMerge,
    'merge.conflicted': ofMerge,
    'merge.resolved': ofMerge,
    'merge.handed': ofMerge,
    'merge.declined': ofMerge,
    'merge.failed': ofMerge,
    'merge.requeued': ofMerge,
    'merge.cancelled': ofMerge,
    'merge.undone': ofMerge,
  } satisfies { readonly [K in MergeKind]: Projector<K> };
};
