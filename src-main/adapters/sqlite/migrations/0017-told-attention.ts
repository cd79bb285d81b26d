/** What the person was told of and still stands, by its key, in the order in which it was. */
export const toldAttention = `
  CREATE TABLE told_attention (
    position INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE
  ) STRICT;
`;
