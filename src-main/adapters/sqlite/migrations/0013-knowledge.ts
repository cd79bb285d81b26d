/** What a project knows and has decided, over all its runs. */
export const knowledge = `
  CREATE TABLE knowledge_versions (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    value TEXT,
    author TEXT NOT NULL,
    run INTEGER,
    at REAL NOT NULL
  ) STRICT;
  CREATE INDEX knowledge_versions_by_key ON knowledge_versions (key, version);

  -- What is known now: the last version of each key that was not forgotten.
  CREATE TABLE knowledge (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL REFERENCES knowledge_versions (seq)
  ) STRICT;
  CREATE INDEX knowledge_by_seq ON knowledge (seq);
  CREATE VIRTUAL TABLE knowledge_words USING fts5 (key, value, tokenize = "unicode61 remove_diacritics 2");

  CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    paths TEXT NOT NULL,
    replaces TEXT,
    replaced_by TEXT,
    author TEXT NOT NULL,
    run INTEGER,
    at REAL NOT NULL
  ) STRICT;
`;
