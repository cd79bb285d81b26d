/** Tasks of a run, and its plan. What is a list or has parts is JSON. */
export const tasks = `
  CREATE TABLE tasks (
    run INTEGER NOT NULL REFERENCES runs (run),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    number REAL NOT NULL,
    title TEXT NOT NULL,
    files TEXT NOT NULL,
    dependencies TEXT NOT NULL,
    part TEXT,
    estimate REAL,
    priority TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    assignee TEXT,
    attempts INTEGER NOT NULL,
    message TEXT,
    result TEXT,
    accepted TEXT,
    created_by TEXT NOT NULL,
    created_at REAL NOT NULL,
    started_at REAL,
    since REAL NOT NULL,
    instructions TEXT NOT NULL,
    PRIMARY KEY (run, id)
  ) STRICT;
  CREATE INDEX tasks_by_number ON tasks (run, number);

  CREATE TABLE plans (
    run INTEGER PRIMARY KEY REFERENCES runs (run),
    plan TEXT NOT NULL
  ) STRICT;
`;
