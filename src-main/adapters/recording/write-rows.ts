import { instanceOf, type TuttiEvent } from '@contract/events.ts';
import { encodeKeyframe } from '@contract/recording-format/keyframe-body.ts';
import type { View } from '@contract/view.ts';
import type Database from 'better-sqlite3';
import type { ScreenSnapshot } from '../../core/ports/screens.ts';
import { encode } from '../system/encode.ts';
import { checksum, pack } from './blobs.ts';
import type { ChunkBuilder, Unflushed } from './chunk-builder.ts';

export interface ClosedChunk {
  readonly number: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly firstOffset: number;
  readonly endOffset: number;
  readonly rawBytes: number;
  readonly codec: number;
  readonly data: Uint8Array;
}

/** Packs what a builder holds. */
export const closedChunk = (
  number: number,
  { base, lastAt, endOffset, ...builder }: Packable,
): ClosedChunk => {
  const raw = builder.bytes;
  const { codec, data } = pack(raw);
  return {
    number,
    firstAt: base.at,
    lastAt,
    firstOffset: base.offset,
    endOffset,
    rawBytes: raw.length,
    codec,
    // The builder's own bytes, where packing gained nothing: they are used on.
    data: data === raw ? raw.slice() : data,
  };
};

export const packableOf = (builder: ChunkBuilder): Packable => ({
  base: builder.base,
  lastAt: builder.lastAt,
  endOffset: builder.endOffset,
  bytes: builder.bytes(),
});

type Packable = Unflushed;

export interface Cut {
  readonly chunk: number;
  readonly at: number;
  readonly offset: number;
}

/** The statements that write a recording. The caller has a transaction open. */
export const prepareWrites = (db: Database.Database) => {
  const about = db.prepare(
    'INSERT INTO about (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const aboutOnce = db.prepare('INSERT OR IGNORE INTO about (key, value) VALUES (?, ?)');
  const forget = db.prepare('DELETE FROM about WHERE key = ?');
  const stream = db.prepare('INSERT INTO streams (id, instance, begun_at, crc) VALUES (?, ?, ?, ?)');
  const chunk = db.prepare('INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const noTail = db.prepare('DELETE FROM tail WHERE stream = ? AND number <= ?');
  const tail = db.prepare(
    'INSERT INTO tail (stream, number, base_at, last_at, base_offset, end_offset, crc, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const keyframe = db.prepare('INSERT OR REPLACE INTO keyframes VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const event = db.prepare(
    'INSERT INTO events (seq, at, kind, instance, crc, json) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const view = db.prepare('INSERT OR REPLACE INTO views VALUES (?, ?, ?, ?, ?, ?)');
  const activity = db.prepare(
    `INSERT INTO activity (stream, second, bytes) VALUES (?, ?, ?)
     ON CONFLICT (stream, second) DO UPDATE SET bytes = bytes + excluded.bytes`,
  );
  return {
    about: (key: string, value: string) => about.run(key, encode(value).value),
    /** What is there already stays. */
    aboutOnce: (key: string, value: string) => aboutOnce.run(key, value),
    forget: (key: string) => forget.run(key),
    stream: (id: number, instance: string, begunAt: number) =>
      stream.run(id, instance, begunAt, checksum([id, instance, begunAt], '')),
    chunk: (of: number, closed: ClosedChunk) => {
      const { number, firstAt, lastAt, firstOffset, endOffset, rawBytes, codec, data } = closed;
      const fields = [of, number, firstAt, lastAt, firstOffset, endOffset, rawBytes, codec];
      chunk.run(...fields, checksum(fields, data), data);
      noTail.run(of, number);
    },
    tail: (of: number, number: number, { base, lastAt, endOffset, bytes }: Unflushed) => {
      const fields = [of, number, base.at, lastAt, base.offset, endOffset];
      tail.run(...fields, checksum(fields, bytes), bytes);
    },
    noTail: (of: number) => noTail.run(of, Number.MAX_SAFE_INTEGER),
    keyframe: (of: number, cut: Cut, snapshot: ScreenSnapshot) => {
      const raw = encodeKeyframe(snapshot);
      const { codec, data } = pack(raw);
      const fields = [of, cut.chunk, cut.at, cut.offset, raw.length, codec];
      keyframe.run(...fields, checksum(fields, data), data);
    },
    event: (one: TuttiEvent) => {
      const { json } = encode(one);
      const { seq, at, kind } = one;
      const instance = instanceOf(one);
      event.run(seq, at, kind, instance, checksum([seq, at, kind, instance ?? ''], json), json);
    },
    view: (at: number, of: View) => {
      const raw = new TextEncoder().encode(encode(of).json);
      const { codec, data } = pack(raw);
      const fields = [of.seq, at, raw.length, codec];
      view.run(...fields, checksum(fields, data), data);
    },
    activity: (of: number, second: number, bytes: number) => activity.run(of, second, bytes),
  };
};

export type Writes = ReturnType<typeof prepareWrites>;
