import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

export const subscriptionProjectors = (db: Database.Database) => {
  const make = db.prepare(
    `INSERT INTO subscriptions (run, id, position, instance, kinds, senders, since, up_to)
     VALUES (@run, @subscription, @seq, @instance, @kinds, @from, @at, @seq)
     ON CONFLICT (run, id) DO UPDATE SET
       instance = excluded.instance, kinds = excluded.kinds, senders = excluded.senders, since = excluded.since,
       up_to = excluded.up_to, message = NULL`,
  );
  const tell = db.prepare('UPDATE subscriptions SET message = ?, up_to = ? WHERE run = ? AND id = ?');
  const end = db.prepare('DELETE FROM subscriptions WHERE run = ? AND id = ?');
  return {
    'subscription.made': (({ run, seq, at, data }) => {
      const { subscription, instance } = data;
      const kinds = JSON.stringify(data.kinds);
      make.run({ run, seq, at, subscription, instance, kinds, from: JSON.stringify(data.from) });
    }) as Projector<'subscription.made'>,
    'subscription.told': (({ run, data }) =>
      void tell.run(data.message, data.upTo, run, data.subscription)) as Projector<'subscription.told'>,
    'subscription.ended': (({ run, data }) =>
      void end.run(run, data.subscription)) as Projector<'subscription.ended'>,
  };
};
