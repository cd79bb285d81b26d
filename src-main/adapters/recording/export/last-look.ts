import Database from 'better-sqlite3';
import type { SecretFinder } from '../../../core/recording/masking/secret-finder.ts';
import { unpack } from '../blobs.ts';

/** Larger ones are read by nobody. */
const largest = 100_000_000;

interface TextColumn {
  readonly table: string;
  readonly column: string;
}

/** Every column of text of every table that holds rows itself. */
const textColumns = (db: Database.Database): TextColumn[] => {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
    .pluck()
    .all() as string[];
  return tables.flatMap((table) => {
    const columns = db.pragma(`table_info("${table.replaceAll('"', '""')}")`) as {
      name: string;
      type: string;
    }[];
    return columns.filter(({ type }) => type === 'TEXT').map(({ name }) => ({ table, column: name }));
  });
};

/** What a text says to whoever reads it: of JSON its texts. */
const readable = (text: string): string => {
  try {
    const values: string[] = [];
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'string') values.push(value);
      return value;
    });
    return `${text}\n${values.join('\n')}`;
  } catch {
    return text;
  }
};

/**
 * Looks once more, in a way of its own, for the values that are known: in every text and in every blob of a file, as their bytes stand there.
 * Null: none is left.
 */
export const searchForKnown = (
  file: string,
  finder: SecretFinder,
): { readonly what: string; readonly where: string } | null => {
  const db = new Database(file, { readonly: true });
  try {
    for (const { table, column } of textColumns(db)) {
      const rows = db
        .prepare(`SELECT "${column}" FROM "${table}" WHERE "${column}" IS NOT NULL`)
        .pluck()
        .iterate();
      for (const text of rows as IterableIterator<string>) {
        const what = finder.holdsKnown(readable(text));
        if (what !== null) return { what, where: `${table}.${column}` };
      }
    }
    return inBlobs(db, finder);
  } finally {
    db.close();
  }
};

const inBlobs = (db: Database.Database, finder: SecretFinder): { what: string; where: string } | null => {
  for (const table of ['chunks', 'keyframes', 'views']) {
    const rows = db.prepare(`SELECT raw_bytes, codec, data FROM ${table}`).iterate();
    for (const row of rows as IterableIterator<{ raw_bytes: number; codec: number; data: Uint8Array }>) {
      const raw = row.raw_bytes > largest ? null : unpack(row, row.raw_bytes);
      const what = raw === null ? null : finder.holdsKnown(new TextDecoder().decode(raw));
      if (what !== null) return { what, where: table };
    }
  }
  return null;
};
