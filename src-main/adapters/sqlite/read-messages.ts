import type { Message, MessageWithText } from '@contract/messages.ts';
import type Database from 'better-sqlite3';

const columns = `id, run, sender AS "from", receiver AS "to", preview, length, state, attempts, way,
  stored_at AS storedAt, since, witness, reason, reply_to AS replyTo, priority,
  expires_at AS expiresAt, batch, addressed AS "group", read_at AS readAt, replies`;

const none: readonly string[] = [];

/** Of most messages there is no answer: they share one empty list. */
const decoded = <T extends Message>(row: T): T => ({
  ...row,
  preview: JSON.parse(row.preview) as string,
  replies: (row.replies as unknown) === '[]' ? none : JSON.parse(row.replies as unknown as string),
});

export const prepareReadMessages = (db: Database.Database) => {
  const all = db.prepare(`SELECT ${columns} FROM messages WHERE run = ? ORDER BY position`);
  const one = db.prepare(`SELECT ${columns}, text FROM messages WHERE run = ? AND id = ?`);
  const inbox = db.prepare(
    `SELECT ${columns}, text FROM messages
     WHERE run = ? AND receiver = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY position`,
  );
  return {
    allMessages: (run: number) => (all.all(run) as Message[]).map(decoded),
    message: (id: string, run: number): MessageWithText | null => {
      const row = one.get(run, id) as MessageWithText | undefined;
      return row === undefined ? null : decoded(row);
    },
    messages: (run: number, to: string, states: readonly Message['state'][]) =>
      (inbox.all(run, to, JSON.stringify(states)) as MessageWithText[]).map(decoded),
  };
};
