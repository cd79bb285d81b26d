/** Tasks that are given out a few at a time. JSON in `data`. */
export const batches = `
  CREATE TABLE batches (
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run, id)
  ) STRICT;
`;
