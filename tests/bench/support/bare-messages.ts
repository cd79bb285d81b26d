import { openBareLog } from './bare-log.ts';
import type { Ground } from './ground.ts';

export interface BareMessages {
  /** One transaction that stores a message, one that accepts it. */
  pass(to: string, text: string): void;
  /** One message each in one transaction: so that there are as many rows as in the log that is measured. */
  fill(receivers: readonly string[], text: string): void;
}

/** The rows of messages, written by bare better-sqlite3. */
export const bareMessages = (ground: Ground): BareMessages => {
  const { db, tell } = openBareLog(ground, 'bare-messages');
  const put = db.prepare(
    `INSERT INTO messages (
       run, id, position, number, sender, receiver, preview, length, state, attempts, stored_at, since, reason, text
     ) VALUES (1, ?, ?, ?, 'person', ?, ?, ?, 'queued', 0, ?, ?, '', ?)`,
  );
  const accept = db.prepare(
    `UPDATE messages SET state = 'accepted', witness = 'tool', reason = ?, way = 'inbox', since = ?, read_at = ?
     WHERE run = 1 AND id = ?`,
  );
  let number = 0;
  const store = db.transaction((id: string, to: string, text: string) => {
    const { seq, at } = tell('message.stored', to, { message: id, from: 'person', to, text, replyTo: null });
    put.run(id, seq, number, to, JSON.stringify(text), text.length, at, at, text);
  }).immediate;
  const take = db.transaction((id: string, to: string) => {
    const how = 'it read its inbox';
    const { at } = tell('message.accepted', to, { message: id, to, witness: 'tool', how, way: 'inbox' });
    accept.run(how, at, at, id);
  }).immediate;
  const pass = (to: string, text: string): void => {
    number += 1;
    store(`msg_${number}`, to, text);
    take(`msg_${number}`, to);
  };
  const fill = db.transaction((receivers: readonly string[], text: string) => {
    for (const to of receivers) pass(to, text);
  });
  return { pass, fill };
};
