/** Work of instances that a ref keeps, one a row, as JSON in `data`; `position` is the number of the event that told of it. */
export const keptWork = `
  CREATE TABLE kept_work (
    work TEXT NOT NULL PRIMARY KEY,
    run INTEGER NOT NULL,
    instance TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX kept_work_of ON kept_work (run, instance, position);
`;
