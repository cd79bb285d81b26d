import { decodeRecords, encodeRecord } from '@contract/recording-format/record-codec.ts';
import { pushVarint, readVarint } from '@contract/recording-format/varint.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestPayload, splitRecord } from '../../../src-main/adapters/recording/split-record.ts';
import type { TerminalRecord } from '../../../src-main/core/ports/recorder.ts';
import { anyRecord, joined } from './support.ts';

const timed = fc.array(fc.tuple(fc.nat(100_000), anyRecord), { maxLength: 20 });

const encoded = (records: readonly (readonly [number, TerminalRecord])[]): Uint8Array =>
  Buffer.concat(
    records.flatMap(([delta, record]) => {
      const { head, payload } = encodeRecord(delta, record);
      return [head, payload];
    }),
  );

test('a number comes back as it was, and one that is cut off does not', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const bytes: number[] = [];
      pushVarint(bytes, value);
      expect(readVarint(Uint8Array.from(bytes), 0)).toEqual({ value, next: bytes.length });
      expect(readVarint(Uint8Array.from(bytes.slice(0, -1)), 0)).toBeNull();
    }),
  );
});

test('records come back as they were, with their times and offsets', () => {
  fc.assert(
    fc.property(timed, (records) => {
      const { records: found, whole } = decodeRecords(encoded(records), { at: 7, offset: 11 });
      expect(whole).toBe(true);
      let [at, offset] = [7, 11];
      expect(found).toHaveLength(records.length);
      for (const [place, [delta, record]] of records.entries()) {
        at += delta;
        expect(found[place]).toMatchObject({ at, offset });
        expect(joined(found.slice(place, place + 1))[0]?.record).toEqual(record);
        if (record.kind === 'output') offset += record.bytes.length;
      }
    }),
    { numRuns: 20 },
  );
});

test('cut off anywhere, the records before the cut are there, and the loss is told', () => {
  fc.assert(
    fc.property(timed, fc.nat(), (records, where) => {
      const bytes = encoded(records);
      const cut = bytes.length === 0 ? 0 : where % bytes.length;
      const all = decodeRecords(bytes, { at: 0, offset: 0 }).records;
      const { records: found, whole } = decodeRecords(bytes.subarray(0, cut), { at: 0, offset: 0 });
      expect(found).toEqual(all.slice(0, found.length));
      expect(whole).toBe(encoded(records.slice(0, found.length)).length === cut);
    }),
    { numRuns: 20 },
  );
});

test('no bytes at all make the decoder throw, or read a terminal of no or of endless size', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      for (const { record } of decodeRecords(bytes, { at: 0, offset: 0 }).records) {
        if (record.kind !== 'resized' && record.kind !== 'blank') continue;
        expect(Math.min(record.size.cols, record.size.rows)).toBeGreaterThan(0);
        expect(Math.max(record.size.cols, record.size.rows)).toBeLessThanOrEqual(10_000);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a record of a later format is passed over', () => {
  const { head, payload } = encodeRecord(5, { kind: 'output', bytes: Uint8Array.of(1) });
  const unknown = Uint8Array.of(3, 200, 2, 9, 9);
  const { records, whole } = decodeRecords(Buffer.concat([unknown, head, payload]), { at: 0, offset: 0 });
  expect(whole).toBe(true);
  expect(records).toMatchObject([{ at: 8, offset: 0, record: { kind: 'output' } }]);
});

test('what is long is split, and is the same in all', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const pieces = splitRecord(record);
      for (const piece of pieces) {
        if (piece.kind === 'output') expect(piece.bytes.length).toBeLessThanOrEqual(longestPayload);
        if (piece.kind === 'inject') expect(Buffer.from(piece.data).toString()).toBe(piece.data);
      }
      expect(joined(pieces.map((piece) => ({ at: 0, offset: 0, record: piece })))).toEqual([
        { at: 0, record },
      ]);
    }),
    { numRuns: 30 },
  );
});
