/** Merges of branches, one a row, as JSON in `data`; `position` is the number of the event that asked for it. */
export const merges = `
  CREATE TABLE merges (
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run, id)
  ) STRICT;
`;
