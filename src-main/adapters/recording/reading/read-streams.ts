import type { ReadChunk } from '@contract/recording-format/gather-screen.ts';
import { type DecodedRecord, decodeRecords } from '@contract/recording-format/record-codec.ts';
import type Database from 'better-sqlite3';
import { checksum, unpack } from '../blobs.ts';
import { isWholeTail, type TailRow } from '../take-up-streams.ts';
import { type Damages, reasonOf, rowsFrom, tolerant } from './damages.ts';

/** A chunk is 96 KB and a record; one that says more of itself is of no Tutti's making. */
const largestChunk = 1_000_000;
/** Rows of a tail: 30 s of flushes are some hundred. */
const longestTail = 5000;

interface ChunkRow {
  readonly number: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly first_offset: number;
  readonly end_offset: number;
  readonly raw_bytes: number;
  readonly codec: number;
  readonly crc: number;
  readonly data: Uint8Array;
}

export interface StreamRow {
  readonly id: number;
  readonly instance: string;
  readonly begun_at: number;
  readonly crc: number;
}

const isWhole = (stream: number, row: ChunkRow): boolean => {
  const { number, first_at, last_at, first_offset, end_offset, raw_bytes, codec } = row;
  const fields = [stream, number, first_at, last_at, first_offset, end_offset, raw_bytes, codec];
  return checksum(fields, row.data) === row.crc;
};

const recordsIn = (row: ChunkRow): { records: readonly DecodedRecord[]; whole: boolean } => {
  const raw = row.raw_bytes > largestChunk ? null : unpack(row, row.raw_bytes);
  if (raw === null) return { records: [], whole: false };
  return decodeRecords(raw, { at: row.first_at, offset: row.first_offset });
};

/** Reads the chunks of streams, the raw tail as the last one. What is damaged is told and passed over. */
export const prepareStreams = (db: Database.Database, damages: Damages) => {
  const streams = db.prepare(
    'SELECT id, instance, begun_at, crc FROM streams WHERE id >= ? ORDER BY id LIMIT 1',
  );
  const chunk = db.prepare('SELECT * FROM chunks WHERE stream = ? AND number >= ? ORDER BY number LIMIT 1');
  const before = db
    .prepare(
      'SELECT number FROM chunks WHERE stream = ? AND first_at <= ? ORDER BY first_at DESC, number DESC LIMIT 1',
    )
    .pluck();
  const lastChunk = db.prepare(
    'SELECT number, last_at, end_offset FROM chunks WHERE stream = ? ORDER BY number DESC LIMIT 1',
  );
  const tail = db.prepare('SELECT * FROM tail WHERE stream = ? ORDER BY id LIMIT ?');

  const told = (stream: StreamRow, from: number | null, to: number | null, reason: string): void =>
    damages.tell({ what: 'terminal', instance: stream.instance, from, to, reason });

  const tailOf = (stream: StreamRow): TailRow[] => {
    const what = { what: 'terminal', instance: stream.instance, from: null, to: null } as const;
    const rows = tolerant(damages, what, () => tail.all(stream.id, longestTail) as TailRow[]) ?? [];
    return rows.filter((row) => {
      const whole = isWholeTail(stream.id, row);
      if (!whole) told(stream, row.base_at, row.last_at, 'it was changed since it was written');
      return whole;
    });
  };

  function* chunksFrom(stream: StreamRow, first: number): Generator<ReadChunk> {
    let expected = first;
    let latest = first - 1;
    const rows = rowsFrom(
      first,
      (least) => chunk.get(stream.id, least) as ChunkRow | undefined,
      ({ number }) => number,
      (_from, _to, error) => told(stream, null, null, reasonOf(error)),
    );
    for (const row of rows) {
      latest = row.number;
      if (!isWhole(stream.id, row)) {
        told(stream, row.first_at, row.last_at, 'it was changed since it was written');
        continue;
      }
      if (row.number > expected) told(stream, null, row.first_at, 'a part of it is missing');
      const { records, whole } = recordsIn(row);
      if (!whole) told(stream, row.first_at, row.last_at, 'it makes no sense');
      yield { number: row.number, firstAt: row.first_at, records, afterLoss: row.number > expected };
      // What is not whole has lost its end.
      expected = whole ? row.number + 1 : row.number;
    }
    // By another tree of the file than the chunks themselves: one damaged page hides not both.
    const what = { what: 'terminal', instance: stream.instance, from: null, to: null } as const;
    const last = tolerant(
      damages,
      what,
      () => before.get(stream.id, Number.MAX_SAFE_INTEGER) as number | undefined,
    );
    if ((last ?? 0) > latest) told(stream, null, null, 'its end is missing');
    if (Math.max(last ?? 0, latest) >= expected)
      yield { number: expected, firstAt: Number.MAX_SAFE_INTEGER, records: [], afterLoss: true };
    yield* tailFrom(stream, expected);
  }

  function* tailFrom(stream: StreamRow, expected: number): Generator<ReadChunk> {
    const rows = tailOf(stream);
    const [first] = rows;
    if (first === undefined || first.number < expected) return;
    const records = rows.flatMap((row) => [
      ...decodeRecords(row.data, { at: row.base_at, offset: row.base_offset }).records,
    ]);
    yield { number: first.number, firstAt: first.base_at, records, afterLoss: first.number > expected };
  }

  return {
    chunksFrom,
    /** The rows of all streams that can be read. */
    streams: (): StreamRow[] => {
      const rows = rowsFrom(
        0,
        (least) => streams.get(least) as StreamRow | undefined,
        ({ id }) => id,
        (from, to, error) =>
          damages.tell({ what: 'stream', instance: null, from, to, reason: reasonOf(error) }),
      );
      return [...rows].filter(({ id, instance, begun_at, crc }) => {
        const whole = checksum([id, instance, begun_at], '') === crc;
        if (!whole)
          damages.tell({ what: 'stream', instance: null, from: id, to: id, reason: 'its name was changed' });
        return whole;
      });
    },
    /** Where a stream ends at present. */
    endOf: (stream: StreamRow): { readonly lastAt: number; readonly endOffset: number } => {
      const latest = tailOf(stream).at(-1);
      if (latest !== undefined) return { lastAt: latest.last_at, endOffset: latest.end_offset };
      const what = { what: 'terminal', instance: stream.instance, from: null, to: null } as const;
      const row = tolerant(damages, what, () => lastChunk.get(stream.id) as ChunkRow | undefined);
      return { lastAt: row?.last_at ?? stream.begun_at, endOffset: row?.end_offset ?? 0 };
    },
    /** The last closed chunk that begins at the instant or before it. */
    chunkAt: (stream: StreamRow, at: number): number | null => {
      const what = { what: 'terminal', instance: stream.instance, from: null, to: at } as const;
      return tolerant(damages, what, () => before.get(stream.id, at) as number | undefined) ?? null;
    },
  };
};

export type Streams = ReturnType<typeof prepareStreams>;
