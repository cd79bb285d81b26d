import type { TerminalRecord } from '../recordings.ts';
import { pushVarint, readVarint } from './varint.ts';

/** The kind byte of a record. Numbers are never used again for something else; a reader passes over those it does not know. */
export const kinds = {
  output: 1,
  resized: 2,
  blank: 3,
  gap: 4,
  inject: 5,
  typed: 6,
  typedCount: 7,
  ended: 8,
} as const satisfies Record<TerminalRecord['kind'], number>;

const kindOf = new Map<number, TerminalRecord['kind']>(
  Object.entries(kinds).map(([kind, byte]) => [byte, kind as TerminalRecord['kind']]),
);

/** A terminal has at most so many columns or rows (`sizeSchema`). More, in a file of unknown origin, would take the memory away. */
export const largestSide = 1000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const numbers = (...values: number[]): Uint8Array => {
  const bytes: number[] = [];
  for (const value of values) pushVarint(bytes, value);
  return Uint8Array.from(bytes);
};

const payloadOf = (record: TerminalRecord): Uint8Array => {
  switch (record.kind) {
    case 'output':
    case 'typed':
      return record.bytes;
    case 'resized':
    case 'blank':
      return numbers(record.size.cols, record.size.rows);
    case 'typedCount':
      return numbers(record.bytes);
    case 'gap':
    case 'ended':
      return encoder.encode(record.reason);
    case 'inject':
      return encoder.encode(record.data);
    default:
      return record satisfies never;
  }
};

/** What stands before a record's payload, and the payload. `delta`: milliseconds since the record before. */
export const encodeRecord = (
  delta: number,
  record: TerminalRecord,
): { readonly head: Uint8Array; readonly payload: Uint8Array } => {
  const payload = payloadOf(record);
  const head: number[] = [];
  pushVarint(head, delta);
  head.push(kinds[record.kind]);
  pushVarint(head, payload.length);
  return { head: Uint8Array.from(head), payload };
};

const sizeIn = (payload: Uint8Array): { readonly cols: number; readonly rows: number } | null => {
  const cols = readVarint(payload, 0);
  const rows = cols === null ? null : readVarint(payload, cols.next);
  if (cols === null || rows === null) return null;
  const size = { cols: cols.value, rows: rows.value };
  return Math.min(size.cols, size.rows) > 0 && Math.max(size.cols, size.rows) <= largestSide ? size : null;
};

/** Null where the payload makes no sense. */
const recordOf = (kind: TerminalRecord['kind'], payload: Uint8Array): TerminalRecord | null => {
  switch (kind) {
    case 'output':
    case 'typed':
      return { kind, bytes: payload };
    case 'resized':
    case 'blank': {
      const size = sizeIn(payload);
      return size === null ? null : { kind, size };
    }
    case 'typedCount': {
      const count = readVarint(payload, 0);
      return count === null ? null : { kind, bytes: count.value };
    }
    case 'gap':
    case 'ended':
      return { kind, reason: decoder.decode(payload) };
    case 'inject':
      return { kind, data: decoder.decode(payload) };
    default:
      return kind satisfies never;
  }
};

export interface DecodedRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Bytes of output before it, from the instance's birth. */
  readonly offset: number;
  readonly record: TerminalRecord;
}

export interface DecodedRecords {
  readonly records: readonly DecodedRecord[];
  /** False: from some place on the bytes made no sense, or a record did not. */
  readonly whole: boolean;
}

/** Where a batch of records begins. */
export interface RecordBase {
  readonly at: number;
  readonly offset: number;
}

/** The records in `bytes`, whose payloads are views of it. */
export const decodeRecords = (bytes: Uint8Array, base: RecordBase): DecodedRecords => {
  const records: DecodedRecord[] = [];
  let { at, offset } = base;
  let whole = true;
  let place = 0;
  while (place < bytes.length) {
    const delta = readVarint(bytes, place);
    const kind = delta === null ? undefined : bytes[delta.next];
    const length = delta === null || kind === undefined ? null : readVarint(bytes, delta.next + 1);
    if (delta === null || kind === undefined || length === null) return { records, whole: false };
    const end = length.next + length.value;
    if (end > bytes.length) return { records, whole: false };
    place = end;
    at += delta.value;
    const known = kindOf.get(kind);
    // Of a later version of the format: passed over.
    if (known === undefined) continue;
    const record = recordOf(known, bytes.subarray(length.next, end));
    if (record === null) whole = false;
    else records.push({ at, offset, record });
    if (record?.kind === 'output') offset += record.bytes.length;
  }
  return { records, whole };
};
