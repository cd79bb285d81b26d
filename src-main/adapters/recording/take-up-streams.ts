import type Database from 'better-sqlite3';
import { checksum } from './blobs.ts';
import { RecordedStream } from './recorded-stream.ts';
import { closedChunk, type Writes } from './write-rows.ts';

interface StreamRow {
  readonly id: number;
  readonly instance: string;
  readonly begun_at: number;
}

interface EndRow {
  readonly number: number;
  readonly last_at: number;
  readonly end_offset: number;
}

export interface TailRow {
  readonly number: number;
  readonly base_at: number;
  readonly last_at: number;
  readonly base_offset: number;
  readonly end_offset: number;
  readonly crc: number;
  readonly data: Uint8Array;
}

export const isWholeTail = (stream: number, row: TailRow): boolean =>
  checksum([stream, row.number, row.base_at, row.last_at, row.base_offset, row.end_offset], row.data) ===
  row.crc;

const joined = (rows: readonly TailRow[]): Uint8Array => Buffer.concat(rows.map(({ data }) => data));

/** Rows that follow one another without a damaged one between them. */
const runsOf = (stream: number, rows: readonly TailRow[]): TailRow[][] => {
  const runs: TailRow[][] = [[]];
  for (const row of rows) {
    if (isWholeTail(stream, row)) runs.at(-1)?.push(row);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
};

/** The streams of a recording that is gone on with. What an earlier writer left raw is packed first. */
export const takeUpStreams = (
  db: Database.Database,
  write: Writes,
  now: () => number,
): Map<string, RecordedStream> => {
  const streams = db.prepare('SELECT id, instance, begun_at FROM streams').all() as StreamRow[];
  const last = db.prepare(
    'SELECT number, last_at, end_offset FROM chunks WHERE stream = ? ORDER BY number DESC LIMIT 1',
  );
  const tail = db.prepare('SELECT * FROM tail WHERE stream = ? ORDER BY id');
  const takeUp = ({ id, instance, begun_at: begunAt }: StreamRow): RecordedStream => {
    const end = last.get(id) as EndRow | undefined;
    let number = (end?.number ?? 0) + 1;
    let [at, offset] = [end?.last_at ?? begunAt, end?.end_offset ?? 0];
    const rows = tail.all(id) as TailRow[];
    const runs = runsOf(id, rows);
    write.noTail(id);
    for (const run of runs) {
      const [first, latest] = [run[0], run.at(-1)];
      if (first === undefined || latest === undefined) continue;
      const base = { at: first.base_at, offset: first.base_offset };
      [at, offset] = [latest.last_at, latest.end_offset];
      write.chunk(id, closedChunk(number, { base, lastAt: at, endOffset: offset, bytes: joined(run) }));
      number += 1;
    }
    const stream = new RecordedStream({ id, instance, begunAt, number, at, offset, known: true });
    if (runs.length > 1 || runs.flat().length < rows.length)
      stream.put(now(), { kind: 'gap', reason: 'the end of what was recorded before could not be read' });
    return stream;
  };
  return new Map(streams.map((row) => [row.instance, takeUp(row)]));
};
