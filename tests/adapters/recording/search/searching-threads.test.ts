import { TuttiFailure } from '@contract/result.ts';
import { expect, onTestFinished, test } from 'vitest';
import { RecordingReaders } from '../../../../src-main/adapters/recording/reading/recording-readers.ts';
import type { RecordingReader } from '../../../../src-main/core/ports/recordings.ts';
import { bundled } from '../../../support/bundle.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { freshFile, output, startedAt, writerOf } from '../support.ts';

const worker = bundled('src-main/adapters/recording/reading/worker.ts', 'recording-reader-worker.js');

const opened = async (expressionMs?: number): Promise<RecordingReader> => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.put('exec_1', startedAt, { kind: 'blank', size: { cols: 80, rows: 24 } });
  writer.put('exec_1', startedAt + 1, output(`hello ${'a'.repeat(60)}!\r\n`));
  writer.end(startedAt + 1000);
  writer.close();
  const readers = new RecordingReaders({
    workerUrl: worker(),
    log: memoryLog(),
    ...(expressionMs === undefined ? {} : { expressionMs }),
  });
  onTestFinished(() => readers.stop());
  const reader = await readers.open(file);
  if (!reader.ok) throw new TuttiFailure(reader.error);
  return reader.value;
};

test('words and expressions are searched for in threads of their own', async () => {
  const reader = await opened();
  const found = { ok: true, value: { hits: [{ instance: 'exec_1' }], more: false, total: 1 } };
  expect(await reader.search({ text: 'hello', kind: 'words', limit: 10 })).toMatchObject(found);
  expect(await reader.search({ text: 'a{60}!', kind: 'regex', limit: 10 })).toMatchObject(found);
  expect(await reader.search({ text: '[', kind: 'regex', limit: 10 })).toMatchObject({
    ok: false,
    error: { code: 'bad_input', field: 'text' },
  });
});

test('an expression that would not come to an end is ended and told, and all else goes on meanwhile', async () => {
  const reader = await opened(300);
  const bomb = reader.search({ text: '(a+)+$', kind: 'regex', limit: 10 });
  expect(await reader.about()).toMatchObject({ ok: true });
  expect(await reader.search({ text: 'hello', kind: 'words', limit: 10 })).toMatchObject({ ok: true });
  expect(await bomb).toMatchObject({ ok: false, error: { code: 'timeout', field: 'text' } });
});
