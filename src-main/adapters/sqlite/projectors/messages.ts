import { messagePreviewLength } from '@contract/messages.ts';
import { expiredWords, isReading } from '@contract/reduce-messages.ts';
import type Database from 'better-sqlite3';
import type { Projector } from './projector.ts';

const store = (db: Database.Database): Projector<'message.stored'> => {
  const insert = db.prepare(`
    INSERT INTO messages (
      run, id, position, number, sender, receiver, preview, length, state, attempts, stored_at, since, reason,
      reply_to, priority, expires_at, batch, addressed, text
    ) VALUES (
      @run, @message, @seq, @number, @from, @to, @preview, @length, 'queued', 0, @at, @at, '', @replyTo, @priority,
      @expiresAt, @batch, @group, @text
    )
    ON CONFLICT (run, id) DO UPDATE SET
      sender = excluded.sender, receiver = excluded.receiver, preview = excluded.preview, length = excluded.length,
      state = 'queued', attempts = 0, way = NULL, stored_at = excluded.stored_at, since = excluded.since, witness = NULL,
      reason = '', reply_to = excluded.reply_to, priority = excluded.priority, expires_at = excluded.expires_at,
      batch = excluded.batch, addressed = excluded.addressed, read_at = NULL, replies = '[]', text = excluded.text`);
  const answer = db.prepare(`
    UPDATE messages SET replies = json_insert(replies, '$[#]', @message)
    WHERE run = @run AND id = @replyTo AND NOT EXISTS (SELECT 1 FROM json_each(replies) WHERE value = @message)`);
  return ({ run, seq, at, data }) => {
    const { message, replyTo, batch } = data;
    insert.run({
      ...data,
      run,
      seq,
      at,
      number: Number(message.slice('msg_'.length)),
      preview: JSON.stringify(data.text.slice(0, messagePreviewLength)),
      length: data.text.length,
      priority: data.priority ?? 'normal',
      expiresAt: data.expiresAt ?? null,
      batch: batch?.first ?? null,
      group: batch?.group ?? null,
    });
    if (replyTo !== null) answer.run({ run, message, replyTo });
  };
};

const deliver = (db: Database.Database): Projector<'message.delivering'> => {
  const update = db.prepare(
    `UPDATE messages SET state = 'delivering', attempts = ?, way = ?, reason = '', since = ? WHERE run = ? AND id = ?`,
  );
  return ({ run, at, data }) => void update.run(data.attempt, data.way ?? 'paste', at, run, data.message);
};

const accept = (db: Database.Database): Projector<'message.accepted'> => {
  const update = db.prepare(
    `UPDATE messages SET state = 'accepted', witness = ?, reason = ?, way = coalesce(?, way), since = ?,
       read_at = coalesce(?, read_at)
     WHERE run = ? AND id = ?`,
  );
  return ({ run, at, data }) => {
    const { message, witness, how, way = null } = data;
    update.run(witness, how, way, at, isReading(data) ? at : null, run, message);
  };
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
    'message.expired': (({ run, at, data }) =>
      void put.run('expired', expiredWords, at, run, data.message)) as Projector<'message.expired'>,
  };
};
