import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, expect, test } from 'vitest';
import { WorkerTranscripts } from '../../../../src-main/adapters/agents/transcripts/worker-transcripts.ts';
import { bundled } from '../../../support/bundle.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { wanted } from './wanted.ts';

const program = bundled('src-main/adapters/agents/transcripts/worker.ts', 'transcript-worker.js');
let transcripts: WorkerTranscripts | null = null;
const open = (workerUrl = program()): WorkerTranscripts => {
  transcripts = new WorkerTranscripts({ workerUrl, log: memoryLog() });
  return transcripts;
};
afterEach(() => transcripts?.stop());

const user = (content: string): string => `${JSON.stringify({ type: 'user', message: { content } })}\n`;

/** A transcript of about a hundred megabytes. */
const hugeFile = (): { readonly path: string; readonly entries: number } => {
  const path = join(tempFolder(), 'huge.jsonl');
  const file = openSync(path, 'w');
  const body = 'lorem ipsum '.repeat(400);
  const blocks = 100;
  const perBlock = 210;
  for (let block = 0; block < blocks; block++)
    writeSync(
      file,
      Array.from({ length: perBlock }, (_, n) => user(`prompt ${block * perBlock + n}; ${body}`)).join(''),
    );
  closeSync(file);
  return { path, entries: blocks * perBlock };
};

test('a hundred megabytes are read in the thread, and only what was added when it is looked at again', async () => {
  const { path, entries } = hugeFile();
  const reader = open();
  const before = performance.eventLoopUtilization();
  const first = await reader.read('claude', path, wanted({ around: 'prompt 12000;', count: 3 }));
  // A share, not a time: read in this thread it would be busy throughout.
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  if (!first.ok) throw new Error(first.error.message);
  expect(first.value.total).toBe(entries);
  expect(first.value.found).toEqual({ index: 12_000, by: 'name' });
  expect(first.value.entries.map(({ index }) => index)).toEqual([11_999, 12_000, 12_001]);
  const again = await reader.read('claude', path, wanted({ from: entries }));
  expect(again).toMatchObject({ ok: true, value: { entries: [], total: entries } });
  const search = await reader.search('claude', path, { words: 'PROMPT 20999;', kinds: null });
  expect(search).toEqual({ ok: true, value: { hits: [20_999], more: false } });
}, 120_000);

test('a file that is gone is told from the thread, too', async () => {
  const gone = await open().read('claude', '/nowhere/t.jsonl', wanted());
  expect(gone).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('when the thread can not be, whoever asks is told, and nothing waits for ever', async () => {
  const broken = join(tempFolder(), 'broken.mjs');
  writeFileSync(broken, 'throw new Error("no thread today");');
  const reader = open(new URL(`file://${broken}`));
  const answers = await Promise.all([
    reader.read('claude', '/x', wanted()),
    reader.search('claude', '/x', { words: 'a', kinds: null }),
  ]);
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  await reader.stop();
  expect(await reader.read('claude', '/x', wanted())).toMatchObject({ ok: false });
});
