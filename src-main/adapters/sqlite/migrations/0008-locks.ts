/** Locks that are held or waited for; one that has ended has no row. `position`: the event that brought it, which is its place. */
export const locks = `
  CREATE TABLE locks (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    holder TEXT NOT NULL,
    paths TEXT NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    token INTEGER,
    reason TEXT NOT NULL,
    lease REAL,
    asked_at REAL NOT NULL,
    since REAL NOT NULL,
    expires_at REAL,
    grace_until REAL,
    PRIMARY KEY (run, id)
  ) STRICT, WITHOUT ROWID;
`;
