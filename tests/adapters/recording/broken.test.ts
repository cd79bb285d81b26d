import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TuttiEvent } from '@contract/events.ts';
import { emptyView } from '@contract/view.ts';
import { expect, onTestFinished, test } from 'vitest';
import { WorkerRecorder } from '../../../src-main/adapters/recording/worker-recorder.ts';
import { bundled } from '../../support/bundle.ts';
import { lastWords } from './last-words.ts';
import { allRecords, bytesOf, eventsOf, freshFile, readerOf, startedAt } from './support.ts';

const worker = bundled('tests/adapters/recording/breaking-worker.ts', 'breaking-worker.js');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const slow = 60_000;

const until = async (what: string, holds: () => boolean): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within 30 s: ${what}`);
    await pause(10);
  }
};

/** A recorder on a file, with what it told; its events come from a log that a keeper would read. */
const recorderOn = (file: string, more: { mostPending?: number } = {}) => {
  const recorder = new WorkerRecorder({
    workerUrl: worker(),
    log: quiet,
    fileOf: () => file,
    project: 'sample',
    version: '0',
    retryMs: 20,
    ...more,
  });
  onTestFinished(() => recorder.stop());
  const told: string[] = [];
  const log: TuttiEvent[] = [];
  recorder.listen({
    begun: (_run, seq) => {
      told.push('begun');
      recorder.events(log.filter((event) => event.seq > seq));
    },
    gapped: (instance) => told.push(`gap ${instance}`),
    paused: (_run, reason) => told.push(`paused: ${reason}`),
  });
  recorder.begin({ run: 1, title: 'a run', startedAt, after: 0, view: () => emptyView });
  let now = Date.now();
  const say = (text: string, instance = 'exec_1'): void =>
    recorder.put(instance, ++now, { kind: 'output', bytes: bytesOf(text) });
  const happen = (events: readonly TuttiEvent[]): void => {
    log.push(...events);
    recorder.events(events);
  };
  const begun = (times: number) =>
    until(`begun ${times} times`, () => told.filter((one) => one === 'begun').length >= times);
  return { recorder, told, say, happen, begun };
};

/** What a reader is told of an instance: its text, with gaps as lines of their own. */
const shownOf = (file: string, instance = 'exec_1'): string =>
  allRecords(readerOf(file), instance)
    .map(({ record }) => {
      if (record.kind === 'output') return new TextDecoder().decode(record.bytes);
      return record.kind === 'gap' ? `\n[gap: ${record.reason}]\n` : '';
    })
    .join('');

test.each(Object.entries(lastWords))(
  'a thread that %s is begun again: told once, a gap in each terminal, no event missing, the host unharmed',
  { timeout: slow },
  async (_how, words) => {
    const file = freshFile();
    const { recorder, told, say, happen, begun } = recorderOn(file);
    await begun(1);
    const events = eventsOf(30);
    say('before');
    say('other', 'mgr_1_1');
    happen(events.slice(0, 10));
    await recorder.flush();
    recorder.put('exec_1', Date.now(), { kind: 'inject', data: words });
    await until('it is told', () => told.some((one) => one.startsWith('paused')));
    say('lost');
    happen(events.slice(10, 20));
    await begun(2);
    say('after');
    happen(events.slice(20));
    await recorder.flush();
    expect(shownOf(file)).toMatch(/^before\n\[gap: the recorder broke down: .+\]\nafter$/);
    expect(shownOf(file, 'mgr_1_1')).toMatch(/^other\n\[gap: .+\]\n$/);
    expect(told).toEqual(['begun', 'paused: its thread ended', 'begun', 'gap exec_1', 'gap mgr_1_1']);
    const reader = readerOf(file);
    expect(reader.events({ after: 0, limit: 100 })).toEqual(events);
    expect(reader.damage()).toEqual([]);
  },
);

test('what happens while it is opened again is in the recording once, in order', {
  timeout: slow,
}, async () => {
  const file = freshFile();
  const { recorder, told, happen, begun } = recorderOn(file);
  await begun(1);
  const events = eventsOf(3500);
  happen(events.slice(0, 100));
  await recorder.flush();
  await recorder.breakThread();
  // Some before it is told, some while it is broken, some between the request to open it and the answer.
  let at = 100;
  await until('it is opened again', () => {
    happen(events.slice(at, at + 1));
    at += 1;
    return told.filter((one) => one === 'begun').length > 1;
  });
  happen(events.slice(at));
  await recorder.flush();
  expect(readerOf(file).events({ after: 0, limit: 5000 })).toEqual(events);
  expect(told.filter((one) => one.startsWith('paused'))).toHaveLength(1);
});

test('a disk with no room to spare pauses the recording, told once, and it goes on when there is room', {
  timeout: slow,
}, async () => {
  const file = freshFile();
  const { recorder, told, say, begun } = recorderOn(file);
  await begun(1);
  say('before');
  await recorder.flush();
  writeFileSync(`${file}.free`, '199000000');
  say('lost');
  await until('it is told', () => told.length > 1);
  say('lost too');
  // Nobody hears of the attempts.
  const asked = `${file}.asked`;
  await until('it was tried again', () => existsSync(asked) && readFileSync(asked).length > 5);
  expect(told).toEqual(['begun', expect.stringMatching(/^paused: less than 200 MB are free/)]);
  rmSync(`${file}.free`);
  await begun(2);
  say('after');
  await recorder.flush();
  expect(shownOf(file)).toMatch(/^before\n\[gap: .*less than 200 MB.*\]\nafter$/);
});

test('where nothing can be written from the start, it begins as soon as something can', {
  timeout: slow,
}, async () => {
  const file = freshFile();
  // A file where its folder should be.
  mkdirSync(dirname(dirname(file)), { recursive: true });
  writeFileSync(dirname(file), 'in the way');
  const { recorder, told, say, happen, begun } = recorderOn(file);
  say('lost');
  happen(eventsOf(5));
  await until('it is told', () => told.length > 0);
  rmSync(dirname(file));
  await begun(1);
  say('after');
  await recorder.flush();
  expect(existsSync(file)).toBe(true);
  expect(shownOf(file)).toMatch(/^\n\[gap: .+\]\nafter$/);
  expect(readerOf(file).events({ after: 0, limit: 10 })).toEqual(eventsOf(5));
});

test('one that falls behind leaves output out, keeps to its memory, and tells a gap, also where no more comes', {
  timeout: slow,
}, async () => {
  const file = freshFile();
  const { recorder, told, say, begun } = recorderOn(file, { mostPending: 1_000_000 });
  await begun(1);
  let most = 0;
  // In one turn: the thread can't take any of it before.
  for (let piece = 0; piece < 200; piece += 1) {
    say('x'.repeat(50_000));
    most = Math.max(most, recorder.pending);
  }
  say('quiet', 'mgr_1_1');
  await until('the gap is told', () => told.includes('gap exec_1'));
  await recorder.flush();
  expect(most).toBeLessThan(1_400_000);
  expect(shownOf(file)).toMatch(/^x{1000000,1400000}\n\[gap: the disk was too slow to record all of it\]\n$/);
  expect(recorder.pending).toBe(0);
});
