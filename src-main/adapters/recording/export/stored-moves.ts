import type { Size } from '@contract/instances.ts';
import { readVarint } from '@contract/recording-format/varint.ts';
import { type Place, placeOf, sourceOf } from './marks.ts';
import {
  recordsIn,
  type StoredChunk,
  type StoredKeyframe,
  type StoredStream,
  type StoredStreams,
} from './stored-streams.ts';

/** One thing that happens to a terminal; `place`: of its first byte. */
export type StoredMove =
  | {
      readonly kind: 'output' | 'inject' | 'typed' | 'gap' | 'ended';
      readonly at: number;
      readonly bytes: Uint8Array;
      readonly place: Place;
    }
  | { readonly kind: 'resized' | 'blank'; readonly at: number; readonly size: Size }
  /** What was before is not known any more, and this keyframe tells it. */
  | {
      readonly kind: 'restored';
      readonly at: number;
      readonly size: Size;
      readonly bytes: Uint8Array;
      readonly place: Place;
    }
  /** A chunk is over. */
  | { readonly kind: 'chunk'; readonly at: number; readonly chunk: StoredChunk }
  /** A keyframe stands here that says what is known. */
  | { readonly kind: 'keyframe'; readonly at: number; readonly keyframe: StoredKeyframe };

/** A terminal's size within bounds: what tmux takes. */
const largestSide = 10_000;

const sizeAt = (raw: Uint8Array, at: number): { readonly size: Size; readonly next: number } | null => {
  const cols = readVarint(raw, at);
  const rows = cols === null ? null : readVarint(raw, cols.next);
  if (cols === null || rows === null) return null;
  const size = { cols: cols.value, rows: rows.value };
  const fits = Math.min(size.cols, size.rows) > 0 && Math.max(size.cols, size.rows) <= largestSide;
  return fits ? { size, next: rows.next } : null;
};

/** The drawing of a keyframe with what is unfinished, and where it begins in the blob. */
export const drawingOf = (
  raw: Uint8Array,
): { readonly size: Size; readonly from: number; readonly pending: number } | null => {
  const size = sizeAt(raw, 0);
  const length = size === null ? null : readVarint(raw, size.next);
  if (size === null || length === null || length.next + length.value > raw.length) return null;
  return { size: size.size, from: length.next, pending: length.next + length.value };
};

/** `prepare` gets each blob before it is read. */
type Prepare = (source: number, raw: Uint8Array) => void;

/** All that happens to a stream's terminal, in order. */
export function* movesOf(
  streams: StoredStreams,
  { id }: StoredStream,
  prepare: Prepare,
): Generator<StoredMove> {
  let expected = 1;
  // Until a blank screen or a keyframe says what is there.
  let lost = true;
  for (const chunk of streams.chunks(id)) {
    lost ||= chunk.number !== expected || chunk.raw === null;
    expected = chunk.number + 1;
    const keyframe = streams.keyframe(id, chunk.number);
    const drawing = keyframe === null ? null : drawingOf(keyframe.raw);
    if (keyframe !== null && drawing !== null && lost) {
      const source = sourceOf('keyframe', chunk.number);
      prepare(source, keyframe.raw);
      const [size, at] = [drawing.size, keyframe.row.at];
      const bytes = keyframe.raw.subarray(drawing.from);
      yield { kind: 'restored', at, size, bytes, place: placeOf(source, drawing.from) };
      lost = false;
    } else if (keyframe !== null) yield { kind: 'keyframe', at: keyframe.row.at, keyframe };
    if (chunk.raw === null) {
      lost = true;
      continue;
    }
    prepare(sourceOf('chunk', chunk.number), chunk.raw);
    for (const move of movesIn(chunk.number, chunk.raw, chunk.firstAt)) {
      if (move.kind === 'gap') lost = true;
      if (move.kind === 'blank') lost = false;
      yield move;
    }
    yield { kind: 'chunk', at: chunk.lastAt, chunk };
  }
}

function* movesIn(number: number, raw: Uint8Array, firstAt: number): Generator<StoredMove> {
  for (const { at, kind, from, to } of recordsIn(raw, firstAt)) {
    if (kind === 'typedCount') continue;
    if (kind === 'resized' || kind === 'blank') {
      const size = sizeAt(raw, from)?.size;
      if (size !== undefined) yield { kind, at, size };
    } else yield { kind, at, bytes: raw.subarray(from, to), place: placeOf(sourceOf('chunk', number), from) };
  }
}
