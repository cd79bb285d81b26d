import { messagePreviewLength } from '@contract/messages.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

const store = (db: Database.Database): Projector<'message.stored'> => {
  const insert = db.prepare(`
    INSERT INTO messages (
      run, id, position, number, sender, receiver, preview, length, state, attempts, stored_at, since, reason,
      reply_to, text
    ) VALUES (
      @run, @message, @seq, @number, @from, @to, @preview, @length, 'queued', 0, @at, @at, '', @replyTo, @text
    )
    ON CONFLICT (run, id) DO UPDATE SET
      sender = excluded.sender, receiver = excluded.receiver, preview = excluded.preview, length = excluded.length,
      state = 'queued', attempts = 0, way = NULL, stored_at = excluded.stored_at, since = excluded.since, witness = NULL,
      reason = '', reply_to = excluded.reply_to, text = excluded.text`);
  return ({ run, seq, at, data }) =>
    void insert.run({
      ...data,
      run,
      seq,
      at,
      number: Number(data.message.slice('msg_'.length)),
      preview: JSON.stringify(data.text.slice(0, messagePreviewLength)),
      length: data.text.length,
    });
};

const deliver = (db: Database.Database): Projector<'message.delivering'> => {
  const update = db.prepare(
    `UPDATE messages SET state = 'delivering', attempts = ?, way = ?, reason = '', since = ? WHERE run = ? AND id = ?`,
  );
  return ({ run, at, data }) => void update.run(data.attempt, data.way ?? 'paste', at, run, data.message);
};

const accept = (db: Database.Database): Projector<'message.accepted'> => {
  const update = db.prepare(
    `UPDATE messages SET state = 'accepted', witness = ?, reason = ?, way = coalesce(?, way), since = ?
     WHERE run = ? AND id = ?`,
  );
  return ({ run, at, data }) =>
    void update.run(data.witness, data.how, data.way ?? null, at, run, data.message);
};

export const messageProjectors = (db: Database.Database) => {
  const announce = db.prepare(`UPDATE messages SET state = 'announced', since = ? WHERE run = ? AND id = ?`);
  const put = db.prepare('UPDATE messages SET state = ?, reason = ?, since = ? WHERE run = ? AND id = ?');
  const queue = db.prepare(
    `UPDATE messages SET state = 'queued', way = NULL, reason = ?, since = ? WHERE run = ? AND id = ?`,
  );
  return {
    'message.stored': store(db),
    'message.delivering': deliver(db),
    'message.announced': (({ run, at, data }) =>
      void announce.run(at, run, data.message)) as Projector<'message.announced'>,
    'message.held': (({ run, at, data }) =>
      void queue.run(data.reason, at, run, data.message)) as Projector<'message.held'>,
    'message.requeued': (({ run, at, data }) =>
      void queue.run(data.reason, at, run, data.message)) as Projector<'message.requeued'>,
    'message.accepted': accept(db),
    'message.failed': (({ run, at, data }) =>
      void put.run('failed', data.reason, at, run, data.message)) as Projector<'message.failed'>,
  };
};
