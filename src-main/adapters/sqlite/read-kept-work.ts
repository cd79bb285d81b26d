import type { KeptWork } from '@contract/kept-work.ts';
import type Database from 'better-sqlite3';
import type { CleanUp, KeptQuery } from '../../core/ports/store.ts';

const parsed = (rows: readonly unknown[]): KeptWork[] => (rows as string[]).map((data) => JSON.parse(data));

export const prepareReadKeptWork = (db: Database.Database) => {
  const one = db.prepare('SELECT data FROM kept_work WHERE work = ?').pluck();
  const some = db
    .prepare(`
      SELECT data FROM kept_work
      WHERE (@run IS NULL OR run = @run) AND (@id IS NULL OR instance = @id)
        AND (@dropped = 1 OR json_extract(data, '$.dropped') IS NULL)
      ORDER BY position DESC LIMIT @limit`)
    .pluck();
  const begun = db.prepare('SELECT data FROM clean_ups ORDER BY position').pluck();
  return {
    cleanUps: (): CleanUp[] => (begun.all() as string[]).map((data) => JSON.parse(data)),
    keptOne: (work: string): KeptWork | null => {
      const data = one.get(work) as string | undefined;
      return data === undefined ? null : JSON.parse(data);
    },
    keptWork: ({ run, id, dropped, limit }: KeptQuery): KeptWork[] =>
      parsed(some.all({ run: run ?? null, id: id ?? null, dropped: dropped ? 1 : 0, limit })),
  };
};
