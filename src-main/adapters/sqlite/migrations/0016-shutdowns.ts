/** The shutdown that is under way in a run, as JSON in `data`. */
export const shutdowns = `
  CREATE TABLE shutdowns (
    run INTEGER PRIMARY KEY,
    data TEXT NOT NULL
  ) STRICT;
`;
