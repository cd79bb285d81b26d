/** Clean-ups that are under way, one a row, as JSON in `data`. */
export const cleanUps = `
  CREATE TABLE clean_ups (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
`;
