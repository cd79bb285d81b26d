/** By which way a message came, or is coming, to its program. Those that were delivered before could only be pasted. */
export const waysOfMessages = `
  ALTER TABLE messages ADD COLUMN way TEXT;
  UPDATE messages SET way = 'paste' WHERE attempts > 0 AND state <> 'queued';
`;
