import {
  type PlacedKeyframe,
  type ReadChunk,
  RecordsGathering,
  ScreenGathering,
} from '@contract/recording-format/gather-screen.ts';
import { decodeKeyframe } from '@contract/recording-format/keyframe-body.ts';
import { decodeRecords } from '@contract/recording-format/record-codec.ts';
import {
  chunkColumns,
  chunkFlags,
  keyframeColumns,
  type PageIndex,
  type Row,
  rowsOf,
} from '@contract/recording-format/recorded-page.ts';
import { readVarint } from '@contract/recording-format/varint.ts';
import type { Activity, RecordedItem, RecordedScreen, RecordPlace } from '@contract/recordings.ts';
import type { UnpackedBlocks } from './page-blocks.ts';

/** Buckets of activity that are answered at most, as by a host: ten days by seconds. */
const mostBuckets = 864_000;

type ChunkRow = Row<typeof chunkColumns>;

/** Pairs of varints: seconds since the one before (the first: since 1970), bytes. */
function* secondsIn(raw: Uint8Array): Generator<{ readonly second: number; readonly bytes: number }> {
  let second = 0;
  for (let at = 0; at < raw.length; ) {
    const delta = readVarint(raw, at);
    const bytes = delta === null ? null : readVarint(raw, delta.next);
    if (delta === null || bytes === null) return;
    at = bytes.next;
    second += delta.value;
    yield { second, bytes: bytes.value };
  }
}

/** One terminal of a page's recording. */
export class PageTerminal {
  readonly #blocks: UnpackedBlocks;
  readonly #of: PageIndex['streams'][number];
  readonly #chunks: readonly ChunkRow[];
  readonly #keyframes: readonly Row<typeof keyframeColumns>[];

  constructor(blocks: UnpackedBlocks, of: PageIndex['streams'][number]) {
    this.#blocks = blocks;
    this.#of = of;
    this.#chunks = rowsOf(chunkColumns, of.chunks);
    this.#keyframes = rowsOf(keyframeColumns, of.keyframes);
  }

  async screenAt(at: number): Promise<RecordedScreen | null> {
    const closed = this.#chunks.findLast(
      ({ firstAt, flags }) => firstAt <= at && (flags & chunkFlags.tail) === 0,
    );
    const gathering = new ScreenGathering(at, await this.#keyframeAt(at), closed?.number ?? 0);
    for await (const chunk of this.#chunksFrom(gathering.first)) if (!gathering.take(chunk)) break;
    return gathering.screen();
  }

  async records(
    from: RecordPlace | null,
    limit: number,
  ): Promise<{ items: RecordedItem[]; next: RecordPlace | null }> {
    const gathering = new RecordsGathering(from, limit);
    for await (const chunk of this.#chunksFrom(gathering.first)) if (!gathering.take(chunk)) break;
    const { items, next } = gathering.page();
    return { items: [...items], next };
  }

  /** Its output between two moments (ms since 1970), in buckets of so many seconds. */
  async activity(from: number, to: number, size: number): Promise<Activity> {
    const [block = 0, start = 0, length = 0] = this.#of.activity;
    const raw = await this.#blocks.read({ block, start, length });
    const found = new Map<number, number>();
    for (const { second, bytes } of secondsIn(raw)) {
      if (second < Math.floor(from / 1000)) continue;
      if (second > Math.floor(to / 1000)) break;
      const bucket = second - (second % size);
      if (!found.has(bucket) && found.size === mostBuckets) break;
      found.set(bucket, (found.get(bucket) ?? 0) + bytes);
    }
    return { instance: this.#of.instance, seconds: [...found.keys()], bytes: [...found.values()] };
  }

  async #keyframeAt(at: number): Promise<PlacedKeyframe | null> {
    const row = this.#keyframes.findLast((keyframe) => keyframe.at <= at);
    if (row === undefined) return null;
    const body = decodeKeyframe(await this.#blocks.read(row));
    return body === null ? null : { chunk: row.chunk, keyframe: { ...body, at: row.at, offset: row.offset } };
  }

  async *#chunksFrom(first: number): AsyncGenerator<ReadChunk> {
    let isFirst = true;
    for (const row of this.#chunks) {
      if (row.number < first) continue;
      const bytes = await this.#blocks.read(row);
      const { records } = decodeRecords(bytes, { at: row.firstAt, offset: row.firstOffset });
      // What is missing before the first that is asked for is none of its loss, if it is the one that was asked for.
      const afterLoss =
        isFirst && row.number === first && records.length > 0
          ? false
          : (row.flags & chunkFlags.afterLoss) !== 0;
      isFirst = false;
      yield { number: row.number, firstAt: row.firstAt, records, afterLoss };
    }
  }
}
