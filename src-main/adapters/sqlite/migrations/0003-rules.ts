/** What the person has decided beforehand, in the order it was. */
export const rules = `
  CREATE TABLE rules (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    added_at REAL NOT NULL,
    terms TEXT NOT NULL
  ) STRICT;
`;
