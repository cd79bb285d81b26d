/**
 * Priority, expiry, groups, reading and answers of messages, and subscriptions. Those that were stored before are of normal priority and never
 * expire; which of them were read, and what answers them, the log and the rows tell.
 */
export const messageQueue = `
  ALTER TABLE messages ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
  ALTER TABLE messages ADD COLUMN expires_at REAL;
  ALTER TABLE messages ADD COLUMN batch TEXT;
  ALTER TABLE messages ADD COLUMN addressed TEXT;
  ALTER TABLE messages ADD COLUMN read_at REAL;
  ALTER TABLE messages ADD COLUMN replies TEXT NOT NULL DEFAULT '[]';

  UPDATE messages SET read_at = told.at
  FROM (
    SELECT run, json_extract(data, '$.message') AS id, max(at) AS at FROM events
    WHERE kind = 'message.accepted'
      AND json_extract(data, '$.witness') = 'tool' AND json_extract(data, '$.way') = 'inbox'
    GROUP BY run, id
  ) AS told
  WHERE messages.run = told.run AND messages.id = told.id;

  UPDATE messages SET replies = told.replies
  FROM (
    SELECT run, reply_to, json_group_array(id) AS replies
    FROM (SELECT run, reply_to, id FROM messages WHERE reply_to IS NOT NULL ORDER BY run, position)
    GROUP BY run, reply_to
  ) AS told
  WHERE messages.run = told.run AND messages.id = told.reply_to;

  CREATE TABLE subscriptions (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    instance TEXT NOT NULL,
    kinds TEXT NOT NULL,
    senders TEXT NOT NULL,
    since REAL NOT NULL,
    up_to INTEGER NOT NULL,
    message TEXT,
    PRIMARY KEY (run, id)
  ) STRICT;
`;
