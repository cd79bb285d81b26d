import type Database from 'better-sqlite3';
import { checksum } from '../blobs.ts';
import { eventStream, type Piece } from './pieces.ts';

export interface SaidRow {
  readonly id: number;
  readonly stream: number;
  readonly first: number;
  readonly end: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly crc: number;
}

const fieldsOf = (row: Omit<SaidRow, 'crc'>): number[] => [
  row.id,
  row.stream,
  row.first,
  row.end,
  row.first_at,
  row.last_at,
];

export const saidRow = (id: number, { stream, first, end, firstAt, lastAt }: Piece): SaidRow => {
  const row = { id, stream, first, end, first_at: firstAt, last_at: lastAt };
  return { ...row, crc: checksum(fieldsOf(row), '') };
};

const pieceOf = ({ stream, first, end, first_at: firstAt, last_at: lastAt }: SaidRow): Piece => ({
  ...{ stream, first, end, firstAt, lastAt, closed: true },
});

/** What the index knows. */
export interface Indexed {
  /** Up to where each stream is indexed: the first chunk (or event) that is not. */
  readonly ends: ReadonlyMap<number, number>;
  /** Those that hold all the words. */
  readonly pieces: readonly Piece[];
}

/** Null where a row was changed, or one is missing: then it can't be told what is indexed. */
const endsOf = (rows: readonly SaidRow[]): Map<number, number> | null => {
  const ends = new Map<number, number>();
  if (rows.reduce((most, { id }) => Math.max(most, id), 0) !== rows.length) return null;
  for (const row of rows) {
    const expected = ends.get(row.stream) ?? (row.stream === eventStream ? row.first : 1);
    if (row.crc !== checksum(fieldsOf(row), '') || row.first < expected) return null;
    ends.set(row.stream, row.end);
  }
  return ends;
};

/**
 * Asks the index. `match` null: for all that is indexed. Null is answered where it is damaged, so that all is read instead. Its words have no
 * checksum: a bit that was changed in them may hide something, never show what is not there.
 */
export const askIndex = (db: Database.Database, match: string | null): Indexed | null => {
  try {
    const rows = db.prepare('SELECT * FROM said ORDER BY stream, end').all() as SaidRow[];
    const ends = endsOf(rows);
    if (ends === null) return null;
    if (match === null) return { ends, pieces: rows.map(pieceOf) };
    const found = new Set(
      db.prepare('SELECT rowid FROM words WHERE words MATCH ?').pluck().all(match) as number[],
    );
    return { ends, pieces: rows.filter(({ id }) => found.has(id)).map(pieceOf) };
  } catch {
    // Whatever SQLite says of it: nothing can be read there, and the chunks hold it all.
    return null;
  }
};
