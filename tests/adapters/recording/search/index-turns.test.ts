import { emptyView } from '@contract/view.ts';
import { expect, test } from 'vitest';
import type { RecorderReport } from '../../../../src-main/adapters/recording/protocol.ts';
import { RecorderDesk } from '../../../../src-main/adapters/recording/recorder-desk.ts';
import { freshFile, output, readerOf, startedAt } from '../support.ts';
import { pageOf, textsOf } from './support.ts';

/** A desk whose timers the test runs. */
const deskOf = (file: string) => {
  const waiting: (() => void)[] = [];
  const reports: RecorderReport[] = [];
  const desk = new RecorderDesk({
    report: (report) => reports.push(report),
    now: () => startedAt,
    roomLeft: () => 1e12,
    after: (_ms, run) => waiting.push(run),
  });
  const head = {
    ...{
      file,
      run: 1,
      title: 'a run',
      project: 'sample',
      version: '0',
      startedAt,
      after: 0,
      view: emptyView,
    },
  };
  desk.handle({ requests: [{ kind: 'begin', round: 1, head }], bytes: 0 });
  return {
    desk,
    reports,
    put: (text: string) =>
      desk.handle({
        requests: [{ kind: 'put', instance: 'exec_1', at: startedAt, record: output(text) }],
        bytes: text.length,
      }),
    turn: () => {
      for (const run of waiting.splice(0)) run();
    },
  };
};

test('when a run is over its index is finished, after its recording was let go', () => {
  const file = freshFile();
  const { desk, put, turn, reports } = deskOf(file);
  for (let line = 0; line < 3000; line += 1) put(`line ${line} is something to read\r\n`);
  desk.handle({
    requests: [
      { kind: 'end', at: startedAt + 1 },
      { kind: 'close', ask: 1 },
    ],
    bytes: 0,
  });
  expect(pageOf(file, { text: '"line 2999"' })).toMatchObject({ total: 1 });
  for (let turns = 0; turns < 20; turns += 1) turn();
  expect(pageOf(file, { text: '"line 2999"' })).toMatchObject({ total: 1, indexed: true });
  expect(textsOf(file, '"line 17"')).toEqual(['line 17 is something to read']);
  expect(reports.some(({ kind }) => kind === 'unindexed' || kind === 'failed')).toBe(false);
});

test('a host that stops does not wait for the index; the next one takes it up', () => {
  const file = freshFile();
  const first = deskOf(file);
  first.put('what was said before\r\n');
  first.desk.handle({ requests: [{ kind: 'close', ask: 1 }], bytes: 0 });
  first.turn();
  expect(textsOf(file, 'said')).toHaveLength(1);
  const second = deskOf(file);
  second.put('and what is said now\r\n');
  second.desk.handle({
    requests: [
      { kind: 'end', at: startedAt + 1 },
      { kind: 'close', ask: 2 },
    ],
    bytes: 0,
  });
  for (let turns = 0; turns < 10; turns += 1) second.turn();
  expect(pageOf(file, { text: 'said' })).toMatchObject({ total: 2, indexed: true });
  expect(readerOf(file).damage()).toEqual([]);
});
