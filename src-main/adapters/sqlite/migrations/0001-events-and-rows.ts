/** The log, the rows that are folded from it, and the rows that never become part of it. */
export const eventsAndRows = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    run INTEGER,
    instance TEXT,
    cause INTEGER,
    actor TEXT NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_run ON events (run, seq);
  CREATE INDEX events_by_instance ON events (instance, seq);

  -- The log is written once: whatever bug comes, the file itself refuses to change the past or to leave a gap.
  CREATE TRIGGER events_without_gaps BEFORE INSERT ON events
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM events)
    BEGIN SELECT RAISE(ABORT, 'an event would leave a gap in the log'); END;
  CREATE TRIGGER events_stay BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
  CREATE TRIGGER events_remain BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

  CREATE TABLE project (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    terminals TEXT NOT NULL,
    trusted INTEGER NOT NULL,
    settings TEXT
  ) STRICT;
  INSERT INTO project VALUES (1, 'none', 0, NULL);

  CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    started_at REAL NOT NULL,
    ended_at REAL
  ) STRICT;

  -- position: the event that brought the row, which is its place in lists.
  CREATE TABLE instances (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL,
    parent TEXT,
    profile TEXT NOT NULL,
    scripted INTEGER NOT NULL,
    task TEXT NOT NULL,
    state TEXT NOT NULL,
    witness TEXT NOT NULL,
    reason TEXT NOT NULL,
    since REAL NOT NULL,
    evidence TEXT NOT NULL,
    spawned_at REAL NOT NULL,
    incarnation INTEGER NOT NULL,
    pid INTEGER,
    pane TEXT,
    cwd TEXT NOT NULL,
    branch TEXT,
    size TEXT NOT NULL,
    exit TEXT,
    progress TEXT,
    todos TEXT NOT NULL,
    blocker TEXT,
    question TEXT,
    launched_incarnation INTEGER,
    launched_pid INTEGER,
    launched_start TEXT,
    PRIMARY KEY (run, id)
  ) STRICT;
  CREATE INDEX instances_by_parent ON instances (run, parent, ordinal);

  CREATE TABLE messages (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    number REAL NOT NULL,
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    -- JSON, since a text cut at a fixed length may end in half a character.
    preview TEXT NOT NULL,
    length INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    stored_at REAL NOT NULL,
    since REAL NOT NULL,
    witness TEXT,
    reason TEXT NOT NULL,
    reply_to TEXT,
    -- Last, so that a list of previews does not read the pages of long texts.
    text TEXT NOT NULL,
    PRIMARY KEY (run, id)
  ) STRICT;
  CREATE INDEX messages_by_receiver ON messages (run, receiver, state, position);
  CREATE INDEX messages_by_number ON messages (run, number);

  CREATE TABLE orphans (
    pid INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    start_time TEXT NOT NULL,
    command TEXT NOT NULL,
    instance TEXT NOT NULL,
    found_at REAL NOT NULL
  ) STRICT;

  CREATE TABLE tokens (
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    PRIMARY KEY (run, id),
    FOREIGN KEY (run, id) REFERENCES instances (run, id)
  ) STRICT;

  CREATE TABLE nonces (
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    hash TEXT NOT NULL,
    deadline REAL NOT NULL,
    PRIMARY KEY (run, id),
    FOREIGN KEY (run, id) REFERENCES instances (run, id)
  ) STRICT;

  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
