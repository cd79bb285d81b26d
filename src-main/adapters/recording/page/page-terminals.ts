import type { ReadChunk } from '@contract/recording-format/gather-screen.ts';
import { encodeKeyframe } from '@contract/recording-format/keyframe-body.ts';
import { encodeRecord } from '@contract/recording-format/record-codec.ts';
import { chunkFlags, type PageIndex } from '@contract/recording-format/recorded-page.ts';
import { pushVarint } from '@contract/recording-format/varint.ts';
import type { Activity } from '@contract/recordings.ts';
import type { RecordingParts } from '../reading/open-recording.ts';
import type { StreamRow } from '../reading/read-streams.ts';
import type { PageBlocks } from './page-blocks.ts';

type Terminal = PageIndex['streams'][number];

/** The records of a chunk as bytes. */
const bodyOf = ({ firstAt, records }: ReadChunk): Buffer => {
  const parts: Uint8Array[] = [];
  let last = firstAt;
  for (const { at, record } of records) {
    const { head, payload } = encodeRecord(at - last, record);
    parts.push(head, payload);
    last = at;
  }
  return Buffer.concat(parts);
};

const addChunk = async (
  blocks: PageBlocks,
  chunk: ReadChunk,
  lastClosed: number,
  columns: number[],
): Promise<void> => {
  const flags =
    (chunk.afterLoss ? chunkFlags.afterLoss : 0) | (chunk.number > lastClosed ? chunkFlags.tail : 0);
  const place = await blocks.add(bodyOf(chunk));
  columns.push(chunk.number, chunk.firstAt, chunk.records[0]?.offset ?? 0, flags, ...place);
};

const activityBody = ({ seconds, bytes }: Pick<Activity, 'seconds' | 'bytes'>): Uint8Array => {
  const body: number[] = [];
  let last = 0;
  for (const [place, second] of seconds.entries()) {
    pushVarint(body, second - last);
    pushVarint(body, bytes[place] ?? 0);
    last = second;
  }
  return Uint8Array.from(body);
};

/** Writes a terminal; a keyframe lies before the chunk that goes on from it. Gives what the index has to say of it. */
export const addTerminal = async (
  blocks: PageBlocks,
  { streams, screens }: Pick<RecordingParts, 'streams' | 'screens'>,
  stream: StreamRow,
  activities: readonly Activity[],
): Promise<Terminal> => {
  const { instance } = stream;
  const chunks: number[] = [];
  const lastClosed = streams.chunkAt(stream, Number.MAX_SAFE_INTEGER) ?? 0;
  const keyframes: number[] = [];
  const ahead = screens.keyframes(stream);
  let keyframe = ahead.next();
  const addKeyframes = async (upTo: number): Promise<void> => {
    while (keyframe.done !== true && keyframe.value.chunk <= upTo) {
      const { chunk, keyframe: frame } = keyframe.value;
      keyframes.push(chunk, frame.at, frame.offset, ...(await blocks.add(encodeKeyframe(frame))));
      keyframe = ahead.next();
    }
  };
  for (const chunk of streams.chunksFrom(stream, 1)) {
    await addKeyframes(chunk.number);
    await addChunk(blocks, chunk, lastClosed, chunks);
  }
  await addKeyframes(Number.MAX_SAFE_INTEGER);
  // Beside each other would keep what is never asked for together in one block.
  await blocks.close();
  const seconds = activities.find((line) => line.instance === instance) ?? { seconds: [], bytes: [] };
  const activity = await blocks.add(activityBody(seconds));
  await blocks.close();
  return { instance, chunks, keyframes, activity };
};
