/** Restarts made unasked; what is not started since it failed too often; wishes to spawn that wait for the person. JSON in `data`. */
export const recoveryBreakersApprovals = `
  ALTER TABLE instances ADD COLUMN recovery TEXT NOT NULL DEFAULT '{"tried":[],"at":null}';
  ALTER TABLE runs ADD COLUMN approves_all INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE breakers (
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (scope, name)
  ) STRICT;
  CREATE TABLE wishes (
    run INTEGER NOT NULL,
    wish TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (run, wish)
  ) STRICT;
`;
