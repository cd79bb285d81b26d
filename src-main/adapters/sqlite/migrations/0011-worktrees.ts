/**
 * What was seen in worktrees. `changed_files`: what differs from the commit now; `commits`: all that were made; `conflicts`: those
 * that are open, `position` being the event that found each first.
 */
export const worktrees = `
  ALTER TABLE instances ADD COLUMN work TEXT NOT NULL
    DEFAULT '{"tip":null,"changed":0,"commits":0,"lastCommit":null,"trouble":null}';
  CREATE TABLE changed_files (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (run, id, path)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE commits (
    run INTEGER NOT NULL REFERENCES runs (run),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    told REAL NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (run, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE conflicts (
    run INTEGER NOT NULL REFERENCES runs (run),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    holder TEXT NOT NULL,
    mode TEXT NOT NULL,
    lock TEXT NOT NULL,
    token INTEGER NOT NULL,
    hash TEXT,
    at REAL NOT NULL,
    PRIMARY KEY (run, id, path, holder)
  ) STRICT, WITHOUT ROWID;
`;
