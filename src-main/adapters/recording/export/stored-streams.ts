import { kinds } from '@contract/recording-format/record-codec.ts';
import { readVarint } from '@contract/recording-format/varint.ts';
import type Database from 'better-sqlite3';
import { checksum, pack, unpack } from '../blobs.ts';

/** As a reader takes them: see `reading/`. */
const largestChunk = 1_000_000;
const largestKeyframe = 4_000_000;

export interface StoredStream {
  readonly id: number;
  readonly instance: string;
}

interface BlobRow {
  readonly raw_bytes: number;
  readonly codec: number;
  readonly crc: number;
  readonly data: Uint8Array;
}

interface ChunkRow extends BlobRow {
  readonly number: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly first_offset: number;
  readonly end_offset: number;
}

interface KeyframeRow extends BlobRow {
  readonly chunk: number;
  readonly at: number;
  readonly offset: number;
}

export interface StoredChunk {
  readonly number: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Unpacked, and nobody else's. Null: it is damaged. */
  readonly raw: Uint8Array | null;
  readonly row: ChunkRow;
}

export interface StoredKeyframe {
  readonly chunk: number;
  readonly raw: Uint8Array;
  readonly row: KeyframeRow;
}

export type RecordKind = keyof typeof kinds;

const kindOf = new Map<number, RecordKind>(
  Object.entries(kinds).map(([kind, byte]) => [byte, kind as RecordKind]),
);

export interface StoredRecord {
  readonly at: number;
  readonly kind: RecordKind;
  /** Where its payload lies in the chunk. */
  readonly from: number;
  readonly to: number;
}

/** The records of a chunk, as far as they make sense. */
export function* recordsIn(raw: Uint8Array, firstAt: number): Generator<StoredRecord> {
  let place = 0;
  let at = firstAt;
  while (place < raw.length) {
    const delta = readVarint(raw, place);
    const byte = delta === null ? undefined : raw[delta.next];
    const length = delta === null ? null : readVarint(raw, delta.next + 1);
    if (delta === null || byte === undefined || length === null) return;
    const to = length.next + length.value;
    if (to > raw.length) return;
    at += delta.value;
    place = to;
    const kind = kindOf.get(byte);
    if (kind !== undefined) yield { at, kind, from: length.next, to };
  }
}

/** Whether each of its bytes belongs to a record of a known kind. */
export const isWhole = (raw: Uint8Array): boolean => {
  let place = 0;
  while (place < raw.length) {
    const delta = readVarint(raw, place);
    const kind = delta === null ? undefined : raw[delta.next];
    const length = delta === null ? null : readVarint(raw, delta.next + 1);
    if (length === null || kind === undefined || !kindOf.has(kind)) return false;
    place = length.next + length.value;
  }
  return place === raw.length;
};

const unpacked = (row: BlobRow, fields: readonly number[], most: number): Uint8Array | null => {
  if (row.raw_bytes > most || checksum(fields, row.data) !== row.crc) return null;
  const raw = unpack(row, row.raw_bytes);
  return raw === null ? null : Uint8Array.from(raw);
};

const fieldsOfChunk = (stream: number, row: ChunkRow): number[] => [
  ...[stream, row.number, row.first_at, row.last_at, row.first_offset, row.end_offset],
  ...[row.raw_bytes, row.codec],
];

const fieldsOfKeyframe = (stream: number, { chunk, at, offset, raw_bytes, codec }: KeyframeRow): number[] => [
  ...[stream, chunk, at, offset, raw_bytes, codec],
];

/** Reads the streams of a file that is one's own, and puts blobs of the same length in their place. */
export const storedStreams = (db: Database.Database) => {
  const chunk = db.prepare('SELECT * FROM chunks WHERE stream = ? AND number > ? ORDER BY number LIMIT 1');
  const keyframe = db.prepare('SELECT * FROM keyframes WHERE stream = ? AND chunk = ?');
  const setChunk = db.prepare(
    'UPDATE chunks SET codec = ?, crc = ?, data = ? WHERE stream = ? AND number = ?',
  );
  const setKeyframe = db.prepare(
    'UPDATE keyframes SET codec = ?, crc = ?, data = ? WHERE stream = ? AND chunk = ?',
  );
  const dropChunk = db.prepare('DELETE FROM chunks WHERE stream = ? AND number = ?');
  const dropKeyframe = db.prepare('DELETE FROM keyframes WHERE stream = ? AND chunk = ?');

  function* chunks(stream: number): Generator<StoredChunk> {
    for (let last = 0; ; ) {
      const row = chunk.get(stream, last) as ChunkRow | undefined;
      if (row === undefined) return;
      last = row.number;
      const raw = unpacked(row, fieldsOfChunk(stream, row), largestChunk);
      yield { number: last, firstAt: row.first_at, lastAt: row.last_at, raw, row };
    }
  }

  return {
    streams: (): StoredStream[] =>
      db.prepare('SELECT id, instance FROM streams ORDER BY id').all() as StoredStream[],
    chunks,
    /** The one that stands before a chunk; null: none does, or it is damaged. */
    keyframe: (stream: number, before: number): StoredKeyframe | null => {
      const row = keyframe.get(stream, before) as KeyframeRow | undefined;
      const raw = row === undefined ? null : unpacked(row, fieldsOfKeyframe(stream, row), largestKeyframe);
      return row === undefined || raw === null ? null : { chunk: before, raw, row };
    },
    putChunk: (stream: number, row: ChunkRow, raw: Uint8Array): void => {
      const { codec, data } = pack(raw);
      setChunk.run(codec, checksum(fieldsOfChunk(stream, { ...row, codec }), data), data, stream, row.number);
    },
    putKeyframe: (stream: number, row: KeyframeRow, raw: Uint8Array): void => {
      const { codec, data } = pack(raw);
      setKeyframe.run(
        codec,
        checksum(fieldsOfKeyframe(stream, { ...row, codec }), data),
        data,
        stream,
        row.chunk,
      );
    },
    /** Chunks before which keyframes stand, in order, whether these are there or not. */
    keyframesOf: (stream: number): number[] =>
      db
        .prepare('SELECT chunk FROM keyframes WHERE stream = ? ORDER BY chunk')
        .pluck()
        .all(stream) as number[],
    dropChunk: (stream: number, number: number): void => void dropChunk.run(stream, number),
    dropKeyframe: (stream: number, before: number): void => void dropKeyframe.run(stream, before),
    /** Raw bytes of all chunks. */
    bytes: (): number => db.prepare('SELECT ifnull(sum(raw_bytes), 0) FROM chunks').pluck().get() as number,
  };
};

export type StoredStreams = ReturnType<typeof storedStreams>;
