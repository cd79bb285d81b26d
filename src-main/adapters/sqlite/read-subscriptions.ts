import type { Subscription } from '@contract/subscriptions.ts';
import type Database from 'better-sqlite3';

type Row = Omit<Subscription, 'kinds' | 'from'> & { readonly kinds: string; readonly from: string };

export const prepareReadSubscriptions = (db: Database.Database) => {
  const all = db.prepare(
    `SELECT id, instance, kinds, senders AS "from", since, up_to AS upTo, message
     FROM subscriptions WHERE run = ? ORDER BY position`,
  );
  return (run: number): Subscription[] =>
    (all.all(run) as Row[]).map((row) => ({
      ...row,
      kinds: JSON.parse(row.kinds) as string[],
      from: JSON.parse(row.from) as string[],
    }));
};
