import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { TuttiEvent } from '@contract/events.ts';
import { makeTimeline, TimelineMaker } from '@contract/make-timeline.ts';
import { TuttiFailure } from '@contract/result.ts';
import { expect, onTestFinished, test } from 'vitest';
import { RecordingReaders } from '../../../src-main/adapters/recording/reading/recording-readers.ts';
import { AskedThread } from '../../../src-main/adapters/system/asked-thread.ts';
import type { RecordingReader } from '../../../src-main/core/ports/recordings.ts';
import { bundled } from '../../support/bundle.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { sampleRun } from '../../support/sample-events.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { eventsOf, freshFile, output, readerOf, startedAt, writerOf } from './support.ts';

const worker = bundled('src-main/adapters/recording/reading/worker.ts', 'recording-reader-worker.js');

const readersOf = (workerUrl = worker()): RecordingReaders => {
  const readers = new RecordingReaders({ workerUrl, log: memoryLog() });
  onTestFinished(() => readers.stop());
  return readers;
};

const opened = async (readers: RecordingReaders, file: string): Promise<RecordingReader> => {
  const reader = await readers.open(file);
  if (!reader.ok) throw new TuttiFailure(reader.error);
  return reader.value;
};

/** A recording of 600 events and some output of two instances, closed. */
const someRecording = (): string => {
  const file = freshFile();
  const writer = writerOf(file);
  writer.events(eventsOf(600));
  for (const instance of ['exec_1', 'mgr_1_1']) {
    writer.put(instance, startedAt, { kind: 'blank', size: { cols: 80, rows: 24 } });
    for (let line = 0; line < 2000; line += 1)
      writer.put(instance, startedAt + line, output(`line ${line} of ${instance}\r\n`));
  }
  writer.close();
  return file;
};

test('the thread answers what the file holds', async () => {
  const file = someRecording();
  const reader = await opened(readersOf(), file);
  const here = readerOf(file);
  const at = startedAt + 1234;
  expect(await reader.about()).toEqual({ ok: true, value: here.about() });
  expect(await reader.tip()).toEqual({ ok: true, value: { seq: 600, at: startedAt + 5990 } });
  expect(await reader.viewAt({ seq: 555 })).toEqual({ ok: true, value: here.viewAt({ seq: 555 }) });
  expect(await reader.screenAt('exec_1', at)).toEqual({
    ok: true,
    value: structuredClone(here.screenAt('exec_1', at)),
  });
  const page = await reader.records('mgr_1_1', null, 5000);
  expect(page).toEqual({ ok: true, value: structuredClone(here.records('mgr_1_1', null, 5000)) });
});

test('a timeline is read in pages while it is written, and is that of all events', async () => {
  const file = freshFile();
  const writer = writerOf(file);
  onTestFinished(() => writer.close());
  const base = sampleRun(17, 0).events;
  const events = Array.from({ length: 9000 }, (_, place) => {
    // The same again and again, as nobody's run is: for a timeline it is as good as another.
    const event = base[place % base.length];
    return {
      ...event,
      seq: place + 1,
      at: startedAt + place,
      run: event?.run === 12 ? 1 : null,
    } as TuttiEvent;
  });
  const reader = await opened(readersOf(), file);
  const maker = new TimelineMaker();
  let after = 0;
  let pages = 0;
  for (const there of [events.slice(0, 4500), events.slice(4500)]) {
    writer.events(there);
    writer.flush();
    for (let more = true; more; pages += 1) {
      const page = await reader.timeline(after);
      if (!page.ok) throw new TuttiFailure(page.error);
      for (const fact of page.value.facts) maker.take(fact);
      after = page.value.seq;
      more = page.value.more;
    }
  }
  expect(pages).toBeGreaterThan(2);
  expect(maker.timeline).toEqual(makeTimeline(events.filter(({ run }) => run === 1)));
  const at = events[4321]?.at ?? 0;
  expect(await reader.eventNear(at, 'after')).toEqual({ ok: true, value: at + 1 });
  expect(await reader.eventNear(at, 'before')).toEqual({ ok: true, value: at - 1 });
  expect(await reader.eventNear(startedAt, 'before')).toEqual({ ok: true, value: null });
});

test('fifty ask at once, each its own, of two files', async () => {
  const readers = readersOf();
  const all = await Promise.all([opened(readers, someRecording()), opened(readers, someRecording())]);
  const asks = Array.from({ length: 50 }, async (_, number) => {
    const view = await all[number % 2]?.viewAt({ seq: number * 10 + 1 });
    return view?.ok === true ? view.value.seq : null;
  });
  expect(await Promise.all(asks)).toEqual(Array.from({ length: 50 }, (_, number) => number * 10 + 1));
});

test('a thread that is killed in the midst tells those who wait; who asks again gets an answer', async () => {
  const readers = readersOf();
  const reader = await opened(readers, someRecording());
  const asks = Array.from({ length: 50 }, () => reader.viewAt({ seq: 599 }));
  await readers.breakThread();
  for (const answer of await Promise.all(asks))
    expect(answer.ok || answer.error.code).toBe(answer.ok ? true : 'internal');
  expect((await Promise.all(asks)).some((answer) => !answer.ok)).toBe(true);
  expect(await reader.viewAt({ seq: 599 })).toMatchObject({ ok: true, value: { seq: 599 } });
});

test('who closes what is asked of gets an answer still, and the file of a closed one may go', async () => {
  const file = someRecording();
  const readers = readersOf();
  const reader = await opened(readers, file);
  const asked = reader.events({ after: 0, limit: 5000 });
  reader.close();
  const events = await asked;
  expect(events.ok && events.value.length).toBe(600);
  rmSync(file);
  expect(await readers.open(file)).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('a file that went with its thread is told as such', async () => {
  const file = someRecording();
  const readers = readersOf();
  const reader = await opened(readers, file);
  await readers.breakThread();
  rmSync(file);
  expect(await reader.about()).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('what is no recording is refused, and costs the thread nothing', async () => {
  const folder = tempFolder();
  const [text, cut] = [`${folder}/text.tutti`, `${folder}/cut.tutti`];
  writeFileSync(text, 'not a recording');
  const whole = someRecording();
  copyFileSync(whole, cut);
  writeFileSync(cut, Buffer.alloc(3000, 7), { flag: 'r+' });
  const readers = readersOf();
  const reader = await opened(readers, whole);
  for (const file of [text, cut])
    expect(await readers.open(file)).toMatchObject({ ok: false, error: { code: 'database_corrupt' } });
  expect(await reader.about()).toMatchObject({ ok: true, value: { run: 1 } });
});

test('a program that is missing, and one that has stopped, are errors', async () => {
  const missing = readersOf(pathToFileURL('/nowhere/reader.js'));
  expect(await missing.open('/nowhere/run-1.tutti')).toMatchObject({
    ok: false,
    error: { code: 'internal' },
  });
  const readers = readersOf();
  const reader = await opened(readers, someRecording());
  await readers.stop();
  expect(await reader.about()).toMatchObject({ ok: false, error: { code: 'internal' } });
});

test('a thread that is silent for too long is ended, and told', async () => {
  const silent = `${tempFolder()}/silent.mjs`;
  writeFileSync(
    silent,
    `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {});`,
  );
  const thread = new AskedThread<string>({
    url: pathToFileURL(silent),
    log: memoryLog(),
    what: 'the silent one',
    name: 'silent',
    memoryMegabytes: 64,
    idleMs: 60_000,
    silentMs: 50,
    remedy: 'Ask another.',
  });
  onTestFinished(() => thread.stop());
  const both = await Promise.all([thread.ask('one'), thread.ask('two')]);
  expect(both).toMatchObject([{ error: { code: 'timeout' } }, { error: { code: 'timeout' } }]);
});
