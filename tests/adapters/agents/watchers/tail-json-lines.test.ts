import { appendFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tailJsonLines } from '../../../../src-main/adapters/agents/watchers/tail-json-lines.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { until } from '../../../support/until.ts';
import { collectingLog } from './collecting-log.ts';

const tailOf = (path: string) => {
  const records: unknown[] = [];
  const log = collectingLog();
  let caughtUp = 0;
  const tail = tailJsonLines(
    path,
    (record) => records.push(record),
    log,
    () => {
      caughtUp += 1;
    },
  );
  onTestFinished(() => tail.stop());
  const count = (wanted: number) =>
    until(
      `${wanted} records are read`,
      () => records.length >= wanted && records,
      () => JSON.stringify(records),
    );
  return { tail, records, log, count, timesCaughtUp: () => caughtUp };
};

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

test('what is there and what is added is read once, a half line when it is whole', async () => {
  const path = join(tempFolder(), 'log.jsonl');
  writeFileSync(path, line(1) + line(2));
  const { count, records } = tailOf(path);
  await count(2);
  const three = Buffer.from(line('dreißig €'));
  appendFileSync(path, three.subarray(0, 6)); // in the middle of the ß
  appendFileSync(path, three.subarray(6));
  appendFileSync(path, line(4));
  await count(4);
  expect(records).toEqual([1, 2, 'dreißig €', 4]);
});

test('a file whose folders come later is read from its beginning', async () => {
  const root = tempFolder();
  const folder = join(root, 'a', 'b', 'c');
  const { count } = tailOf(join(folder, 'log.jsonl'));
  mkdirSync(join(root, 'a'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'other.jsonl'), line('not this'));
  writeFileSync(join(folder, 'log.jsonl'), line(1));
  expect(await count(1)).toEqual([1]);
  rmSync(join(root, 'a'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'log.jsonl'), line(2));
  expect(await count(2)).toEqual([1, 2]);
});

test('a file that was truncated or replaced is read anew', async () => {
  const folder = tempFolder();
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, line('a long first record') + line('second'));
  const { count } = tailOf(path);
  await count(2);
  truncateSync(path, 0);
  appendFileSync(path, line(3));
  await count(3);
  writeFileSync(join(folder, 'new'), line(4) + line('which is longer than what was there before'));
  renameSync(join(folder, 'new'), path);
  expect((await count(5)).slice(2)).toEqual([3, 4, 'which is longer than what was there before']);
});

test('a line that is no JSON is left out, and told', async () => {
  const path = join(tempFolder(), 'log.jsonl');
  writeFileSync(path, `${line(1)}{"half": \n\n${line(2)}`);
  const { count, log } = tailOf(path);
  expect(await count(2)).toEqual([1, 2]);
  expect(log.told).toEqual(['a line that is no JSON']);
});

test('a huge file is read in parts, and its end is told once', async () => {
  const path = join(tempFolder(), 'log.jsonl');
  const record = { text: 'x'.repeat(10_000) };
  writeFileSync(path, line(record).repeat(1000) + line({ text: 'y'.repeat(3_000_000) }));
  const { count, records, timesCaughtUp } = tailOf(path);
  await count(1001);
  expect(records[999]).toEqual(record);
  await until('the end was told', () => timesCaughtUp() === 1);
});

test('once stopped it reads nothing more', async () => {
  const folder = tempFolder();
  const path = join(folder, 'log.jsonl');
  writeFileSync(path, line(1));
  const first = tailOf(path);
  await first.count(1);
  first.tail.stop();
  appendFileSync(path, line(2));
  const second = tailOf(path);
  await second.count(2);
  expect(first.records).toEqual([1]);
});
