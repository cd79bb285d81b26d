import type Database from 'better-sqlite3';

/** `TUTT` in ASCII: tells a recording from any other SQLite file. */
export const recordingId = 0x54555454;
/** Raised when a reader of before could not read it any more. */
export const formatVersion = 1;

/**
 * The statements that make a recording, compared to the letter when one is opened. docs/recording-format.md says what each column holds.
 * What describes a blob stands before it, so that it is read without it.
 */
export const statements: Readonly<Record<string, string>> = {
  about: 'CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  streams: `CREATE TABLE streams (id INTEGER PRIMARY KEY, instance TEXT NOT NULL UNIQUE, begun_at INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT`,
  chunks: `CREATE TABLE chunks (stream INTEGER NOT NULL, number INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  first_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, raw_bytes INTEGER NOT NULL, codec INTEGER NOT NULL, crc INTEGER NOT NULL,
  data BLOB NOT NULL, PRIMARY KEY (stream, number)) STRICT`,
  chunks_by_time: 'CREATE INDEX chunks_by_time ON chunks (stream, first_at, number)',
  tail: `CREATE TABLE tail (id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, number INTEGER NOT NULL, base_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL, base_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, crc INTEGER NOT NULL, data BLOB NOT NULL) STRICT`,
  tail_of_stream: 'CREATE INDEX tail_of_stream ON tail (stream, id)',
  keyframes: `CREATE TABLE keyframes (stream INTEGER NOT NULL, chunk INTEGER NOT NULL, at INTEGER NOT NULL, offset INTEGER NOT NULL,
  raw_bytes INTEGER NOT NULL, codec INTEGER NOT NULL, crc INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (stream, chunk)) STRICT`,
  keyframes_by_time: 'CREATE INDEX keyframes_by_time ON keyframes (stream, at, chunk)',
  events: `CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, instance TEXT, crc INTEGER NOT NULL,
  json TEXT NOT NULL) STRICT`,
  events_by_time: 'CREATE INDEX events_by_time ON events (at, seq)',
  events_of_instance: 'CREATE INDEX events_of_instance ON events (instance, seq)',
  views: `CREATE TABLE views (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, raw_bytes INTEGER NOT NULL, codec INTEGER NOT NULL,
  crc INTEGER NOT NULL, data BLOB NOT NULL) STRICT`,
  activity: `CREATE TABLE activity (stream INTEGER NOT NULL, second INTEGER NOT NULL, bytes INTEGER NOT NULL,
  PRIMARY KEY (stream, second)) STRICT, WITHOUT ROWID`,
  notes: `CREATE TABLE notes (id TEXT PRIMARY KEY, at INTEGER NOT NULL, instance TEXT, text TEXT NOT NULL, written_at INTEGER NOT NULL,
  crc INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  said: `CREATE TABLE said (id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, first INTEGER NOT NULL, end INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT`,
  said_of_stream: 'CREATE INDEX said_of_stream ON said (stream, end)',
  // Which words are in which row of `said`, and no more: where they stand is read from the chunks.
  words:
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=none, columnsize=0, tokenize='ascii')",
};

/** What SQLite itself makes for the words. */
const madeForWords: Readonly<Record<string, string>> = {
  words_data: "CREATE TABLE 'words_data'(id INTEGER PRIMARY KEY, block BLOB)",
  words_idx: "CREATE TABLE 'words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
  words_config: "CREATE TABLE 'words_config'(k PRIMARY KEY, v) WITHOUT ROWID",
};

const expected: Readonly<Record<string, string>> = { ...statements, ...madeForWords };

/** Makes an empty file a recording. */
export const createSchema = (db: Database.Database): void => {
  // A blob takes whole pages behind its first: of one of 12 KB pages of 8 KB would leave 4 KB empty. Before the first table, or it has no effect.
  db.pragma('page_size = 4096');
  db.transaction(() => {
    for (const statement of Object.values(statements)) db.exec(statement);
    db.pragma(`application_id = ${recordingId}`);
    db.pragma(`user_version = ${formatVersion}`);
  }).immediate();
};

interface SchemaRow {
  readonly name: string;
  readonly sql: string | null;
}

/**
 * What is not as it must be; null: all is. A table more, a trigger or a view, and it is none of ours: nothing of a file's own making is run.
 * (Indexes that SQLite makes for a key have no statement.)
 */
export const schemaMistake = (db: Database.Database): string | null => {
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema').all() as SchemaRow[];
  const found = new Map(rows.filter(({ sql }) => sql !== null).map(({ name, sql }) => [name, sql]));
  const strange = [...found.keys()].find((name) => !Object.hasOwn(expected, name));
  if (strange !== undefined) return `it holds ${strange.slice(0, 60)}, which no recording does`;
  const wrong = Object.keys(expected).find((name) => found.get(name) !== expected[name]);
  return wrong === undefined ? null : `its ${wrong} is missing or made otherwise`;
};
