import { join } from 'node:path';
import type { TuttiEvent } from '@contract/events.ts';
import { TuttiFailure } from '@contract/result.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { openRecording } from '../../../src-main/adapters/recording/reading/open-recording.ts';
import { RecordingWriter } from '../../../src-main/adapters/recording/recording-writer.ts';
import type { TerminalRecord } from '../../../src-main/core/ports/recorder.ts';
import type { OpenContents, RecordedItem, RecordPlace } from '../../../src-main/core/ports/recordings.ts';
import { tempFolder } from '../../support/temp-folder.ts';

export const startedAt = 1_000_000;

export const freshFile = (): string => join(tempFolder(), 'recordings', 'run-1.tutti');

/** A clock that a test sets. */
export interface Hands {
  now: number;
}

export const writerOf = (
  file: string,
  hands: Hands = { now: startedAt },
  { after = 0, view = emptyView }: { after?: number; view?: View } = {},
): RecordingWriter =>
  new RecordingWriter(
    { file, run: 1, title: 'a run', project: 'sample', version: '0', startedAt, after, view },
    () => hands.now,
  );

/** Opens a recording for the length of a test. */
export const readerOf = (file: string): OpenContents => {
  const opened = openRecording(file);
  if (!opened.ok) throw new TuttiFailure(opened.error);
  onTestFinished(() => opened.value.close());
  return opened.value;
};

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const output = (text: string): TerminalRecord => ({ kind: 'output', bytes: bytesOf(text) });

/** All records of an instance, page by page. */
export const allRecords = (reader: OpenContents, instance: string, limit = 100_000): RecordedItem[] => {
  const items: RecordedItem[] = [];
  for (let place: RecordPlace | null = null; ; ) {
    const page = reader.records(instance, place, limit);
    items.push(...page.items);
    if (page.next === null) return items;
    place = page.next;
  }
};

/** Bytes as such, and not as Node's Buffer of them. */
const plain = (record: TerminalRecord): TerminalRecord =>
  record.kind === 'output' || record.kind === 'typed'
    ? { kind: record.kind, bytes: new Uint8Array(record.bytes) }
    : record;

/** Records in which what was split is one again: pieces of one moment and kind. */
export const joined = (items: readonly RecordedItem[]): { at: number; record: TerminalRecord }[] => {
  const whole: { at: number; record: TerminalRecord }[] = [];
  for (const { at, record } of items) {
    const last = whole.at(-1);
    const before = last?.record;
    if (last !== undefined && at === last.at) {
      if (record.kind === 'output' && before?.kind === 'output') {
        last.record = { kind: 'output', bytes: new Uint8Array(Buffer.concat([before.bytes, record.bytes])) };
        continue;
      }
      if (record.kind === 'inject' && before?.kind === 'inject') {
        last.record = { kind: 'inject', data: before.data + record.data };
        continue;
      }
    }
    whole.push({ at, record: plain(record) });
  }
  return whole;
};

const size = fc.record({ cols: fc.integer({ min: 1, max: 500 }), rows: fc.integer({ min: 1, max: 200 }) });
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });

export const anyRecord: fc.Arbitrary<TerminalRecord> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .map((bytes) => ({ kind: 'output' as const, bytes })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ fill: fc.nat(255), length: fc.integer({ min: 10_000, max: 150_000 }) })
      .map(({ fill, length }) => ({ kind: 'output' as const, bytes: new Uint8Array(length).fill(fill) })),
  },
  size.map((to) => ({ kind: 'resized' as const, size: to })),
  size.map((to) => ({ kind: 'blank' as const, size: to })),
  text.map((reason) => ({ kind: 'gap' as const, reason })),
  text.map((data) => ({ kind: 'inject' as const, data })),
  text.map((data) => ({ kind: 'inject' as const, data: data.repeat(2000) })),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => ({ kind: 'typed' as const, bytes })),
  fc.nat(1000).map((bytes) => ({ kind: 'typedCount' as const, bytes })),
  text.map((reason) => ({ kind: 'ended' as const, reason })),
);

/** Events of a run as a store gives them: the start, then messages. */
export const eventsOf = (count: number): TuttiEvent[] =>
  Array.from({ length: count }, (_, place): TuttiEvent => {
    const base = {
      seq: place + 1,
      at: startedAt + place * 10,
      actor: { kind: 'tutti' as const },
      run: 1,
      cause: null,
    };
    if (place === 0) return { ...base, kind: 'run.started', data: { run: 1, title: 'a run' } };
    const message = `msg_${place}`;
    const data = { message, from: 'person', to: 'exec_1', text: `text ${place}`, replyTo: null } as const;
    return { ...base, kind: 'message.stored', data };
  });
