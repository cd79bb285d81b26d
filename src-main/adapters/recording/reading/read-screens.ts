import type Database from 'better-sqlite3';
import type {
  Keyframe,
  RecordedItem,
  RecordedScreen,
  RecordPage,
  RecordPlace,
} from '../../../core/ports/recordings.ts';
import { checksum, unpack } from '../blobs.ts';
import { decodeKeyframe } from '../keyframe-body.ts';
import type { DecodedRecord } from '../record-codec.ts';
import { type Damages, tolerant } from './damages.ts';
import type { StreamRow, Streams } from './read-streams.ts';

/** A keyframe is one screen; one of 10,000 cells with a colour each is half a megabyte. */
const largestKeyframe = 4_000_000;
/** Damaged keyframes that are passed over in search of a whole one. */
const mostTried = 8;
/** Chunks replayed where no keyframe is near (none could be taken, or they are damaged): 4 MB. */
const mostChunks = 64;
/** Records on one page at most, of however few bytes. */
const mostOnPage = 20_000;

interface KeyframeRow {
  readonly chunk: number;
  readonly at: number;
  readonly offset: number;
  readonly raw_bytes: number;
  readonly codec: number;
  readonly crc: number;
  readonly data: Uint8Array;
}

interface PlacedKeyframe {
  readonly chunk: number;
  readonly keyframe: Keyframe;
}

const keyframeIn = (stream: number, row: KeyframeRow): Keyframe | null => {
  const { chunk, at, offset, raw_bytes, codec, data } = row;
  if (checksum([stream, chunk, at, offset, raw_bytes, codec], data) !== row.crc) return null;
  const raw = raw_bytes > largestKeyframe ? null : unpack(row, raw_bytes);
  const body = raw === null ? null : decodeKeyframe(raw);
  return body === null ? null : { ...body, at, offset };
};

const bytesOf = ({ record }: DecodedRecord): number =>
  record.kind === 'output' ? record.bytes.length : record.kind === 'inject' ? record.data.length : 0;

/** Reads screens and the records between them. */
export const prepareScreens = (db: Database.Database, streams: Streams, damages: Damages) => {
  const before = db.prepare(
    'SELECT * FROM keyframes WHERE stream = ? AND (at, chunk) < (?, ?) ORDER BY at DESC, chunk DESC LIMIT 1',
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

  const screenAt = (stream: StreamRow, at: number): RecordedScreen | null => {
    const placed = keyframeAt(stream, at);
    const least = (streams.chunkAt(stream, at) ?? 0) - mostChunks;
    const isNear = (placed?.chunk ?? 1) >= least;
    let keyframe = isNear ? (placed?.keyframe ?? null) : null;
    const first = isNear ? (placed?.chunk ?? 1) : least;
    let exact = isNear;
    let records: RecordedItem[] = [];
    let next: RecordPlace = { chunk: first, record: 0 };
    for (const chunk of streams.chunksFrom(stream, first)) {
      // What is missing may have been before the instant: nothing tells.
      if (chunk.afterLoss) exact = false;
      if (chunk.firstAt > at && chunk.records.every((item) => item.at > at)) break;
      const shown = chunk.records.filter((item) => item.at <= at);
      // A new process begins on a blank screen: nothing of before counts.
      const blank = shown.findLastIndex(({ record }) => record.kind === 'blank');
      if (blank >= 0) [keyframe, records, exact] = [null, [], true];
      for (const item of shown.slice(Math.max(0, blank))) records.push(item);
      next = { chunk: chunk.number, record: shown.length };
      if (shown.length < chunk.records.length) break;
    }
    return keyframe === null && records.length === 0 ? null : { keyframe, records, next, exact };
  };

  const records = (stream: StreamRow, from: RecordPlace | null, limit: number): RecordPage => {
    const start = from ?? { chunk: 1, record: 0 };
    const items: RecordedItem[] = [];
    let bytes = 0;
    let place = start;
    for (const chunk of streams.chunksFrom(stream, start.chunk)) {
      const skipped = chunk.number === start.chunk ? start.record : 0;
      for (const [number, item] of chunk.records.entries()) {
        if (number < skipped) continue;
        if (items.length >= mostOnPage || (bytes >= limit && items.length > 0))
          return { items, next: { chunk: chunk.number, record: number } };
        items.push(item);
        bytes += bytesOf(item);
      }
      place = { chunk: chunk.number, record: chunk.records.length };
    }
    // Not null where something was read: a recording that grows goes on from there.
    return { items, next: items.length === 0 ? null : place };
  };

  return { screenAt, records };
};
