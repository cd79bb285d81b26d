/** Where each branch stands, as JSON; and overlaps of two instances' work, `position` being the event that found each first. */
export const stands = `
  ALTER TABLE instances ADD COLUMN stand TEXT;
  CREATE TABLE overlaps (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    other TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run, id, other)
  ) STRICT, WITHOUT ROWID;
`;
