import type { Size } from '../instances.ts';
import { largestSide } from './record-codec.ts';
import { pushVarint, readVarint } from './varint.ts';

interface Body {
  readonly size: Size;
  readonly data: string;
  readonly pending: Uint8Array;
}

/** Columns, rows and the length of the text as varints, then the text (UTF-8), then the unfinished bytes. */
export const encodeKeyframe = ({ size, data, pending }: Body): Uint8Array => {
  const text = new TextEncoder().encode(data);
  const head: number[] = [];
  for (const value of [size.cols, size.rows, text.length]) pushVarint(head, value);
  const bytes = new Uint8Array(head.length + text.length + pending.length);
  bytes.set(head);
  bytes.set(text, head.length);
  bytes.set(pending, head.length + text.length);
  return bytes;
};

/** Null where it makes no sense. */
export const decodeKeyframe = (bytes: Uint8Array): Body | null => {
  const cols = readVarint(bytes, 0);
  const rows = cols === null ? null : readVarint(bytes, cols.next);
  const length = rows === null ? null : readVarint(bytes, rows.next);
  if (cols === null || rows === null || length === null) return null;
  const end = length.next + length.value;
  const sides = [cols.value, rows.value];
  if (end > bytes.length || Math.min(...sides) === 0 || Math.max(...sides) > largestSide) return null;
  return {
    size: { cols: cols.value, rows: rows.value },
    data: new TextDecoder().decode(bytes.subarray(length.next, end)),
    // Bytes of its own: Node's `slice` would be a window on all of them.
    pending: new Uint8Array(bytes.subarray(end)),
  };
};
