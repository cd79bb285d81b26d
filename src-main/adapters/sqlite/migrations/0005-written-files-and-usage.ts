import { noFiles, type WrittenFiles, withWritten, writes } from '@contract/written-files.ts';
import type Database from 'better-sqlite3';

/** What an instance has written, and a quick way to all that tells of tokens: of a long log that is a small part. */
const shape = `
  ALTER TABLE instances ADD COLUMN files TEXT NOT NULL DEFAULT '{"count":0,"last":[]}';
  CREATE INDEX events_of_use ON events (seq) WHERE kind = 'instance.used';
`;

interface Worked {
  readonly run: number;
  readonly id: string;
  readonly cwd: string;
  readonly at: number;
  readonly data: string;
}

const worked = `
  SELECT instances.run, instances.id, instances.cwd, events.at, events.data
  FROM instances JOIN events ON events.run = instances.run AND events.instance = instances.id
  WHERE events.kind = 'instance.worked' AND events.seq > instances.position ORDER BY events.seq`;

/** The log has told of what was written since before there was a column for it. */
export const writtenFilesAndUsage = (db: Database.Database): void => {
  db.exec(shape);
  const folded = new Map<string, { readonly of: Worked; readonly files: WrittenFiles }>();
  for (const row of db.prepare(worked).iterate() as IterableIterator<Worked>) {
    const { use } = JSON.parse(row.data);
    if (!writes(use)) continue;
    const key = `${row.run} ${row.id}`;
    const before = folded.get(key)?.files ?? noFiles;
    folded.set(key, { of: row, files: withWritten(before, row.cwd, use.files, row.at) });
  }
  const update = db.prepare('UPDATE instances SET files = ? WHERE run = ? AND id = ?');
  for (const { of, files } of folded.values()) update.run(JSON.stringify(files), of.run, of.id);
};
