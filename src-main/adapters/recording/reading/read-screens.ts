import {
  type PlacedKeyframe,
  RecordsGathering,
  ScreenGathering,
} from '@contract/recording-format/gather-screen.ts';
import { decodeKeyframe } from '@contract/recording-format/keyframe-body.ts';
import type Database from 'better-sqlite3';
import type { Keyframe, RecordedScreen, RecordPage, RecordPlace } from '../../../core/ports/recordings.ts';
import { checksum, unpack } from '../blobs.ts';
import { type Damages, tolerant } from './damages.ts';
import type { StreamRow, Streams } from './read-streams.ts';

/** A keyframe is one screen; one of 10,000 cells with a colour each is half a megabyte. */
const largestKeyframe = 4_000_000;
/** Damaged keyframes that are passed over in search of a whole one. */
const mostTried = 8;
export interface KeyframeRow {
  readonly chunk: number;
  readonly at: number;
  readonly offset: number;
  readonly raw_bytes: number;
  readonly codec: number;
  readonly crc: number;
  readonly data: Uint8Array;
}

export const keyframeIn = (stream: number, row: KeyframeRow): Keyframe | null => {
  const { chunk, at, offset, raw_bytes, codec, data } = row;
  if (checksum([stream, chunk, at, offset, raw_bytes, codec], data) !== row.crc) return null;
  const raw = raw_bytes > largestKeyframe ? null : unpack(row, raw_bytes);
  const body = raw === null ? null : decodeKeyframe(raw);
  return body === null ? null : { ...body, at, offset };
};

/** Reads screens and the records between them. */
export const prepareScreens = (db: Database.Database, streams: Streams, damages: Damages) => {
  const before = db.prepare(
    'SELECT * FROM keyframes WHERE stream = ? AND (at, chunk) < (?, ?) ORDER BY at DESC, chunk DESC LIMIT 1',
  );

  const after = db.prepare(
    'SELECT * FROM keyframes WHERE stream = ? AND (at, chunk) > (?, ?) ORDER BY at, chunk LIMIT 1',
  );

  const keyframeAt = (stream: StreamRow, at: number): PlacedKeyframe | null => {
    const { id, instance } = stream;
    let bound: [number, number] = [at + 1, 0];
    for (let tried = 0; tried < mostTried; tried += 1) {
      const what = { what: 'keyframe', instance, from: null, to: bound[0] } as const;
      const row = tolerant(damages, what, () => before.get(id, ...bound) as KeyframeRow | undefined);
      if (row === null || row === undefined) return null;
      const keyframe = keyframeIn(id, row);
      if (keyframe !== null) return { chunk: row.chunk, keyframe };
      damages.tell({
        what: 'keyframe',
        instance,
        from: row.at,
        to: row.at,
        reason: 'it was changed since it was written',
      });
      bound = [row.at, row.chunk];
    }
    return null;
  };

  /** All that can be read, from the first moment to the last. */
  function* keyframes({ id, instance }: StreamRow): Generator<PlacedKeyframe> {
    let bound: [number, number] = [-1, 0];
    for (;;) {
      const what = { what: 'keyframe', instance, from: bound[0], to: null } as const;
      const row = tolerant(damages, what, () => after.get(id, ...bound) as KeyframeRow | undefined);
      if (row === null || row === undefined) return;
      bound = [row.at, row.chunk];
      const keyframe = keyframeIn(id, row);
      if (keyframe !== null) yield { chunk: row.chunk, keyframe };
    }
  }

  const screenAt = (stream: StreamRow, at: number): RecordedScreen | null => {
    const gathering = new ScreenGathering(at, keyframeAt(stream, at), streams.chunkAt(stream, at) ?? 0);
    for (const chunk of streams.chunksFrom(stream, gathering.first)) if (!gathering.take(chunk)) break;
    return gathering.screen();
  };

  const records = (stream: StreamRow, from: RecordPlace | null, limit: number): RecordPage => {
    const gathering = new RecordsGathering(from, limit);
    for (const chunk of streams.chunksFrom(stream, gathering.first)) if (!gathering.take(chunk)) break;
    return gathering.page();
  };

  return { screenAt, records, keyframes };
};
