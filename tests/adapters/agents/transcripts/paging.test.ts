import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { transcriptsHere } from '../../../../src-main/adapters/agents/transcripts/transcripts.ts';
import type { WantedEntries } from '../../../../src-main/core/ports/transcripts.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { wanted } from './wanted.ts';

const start = Date.UTC(2026, 10, 22, 10);
const line = (record: object): string => `${JSON.stringify(record)}\n`;
const at = (minute: number) => new Date(start + minute * 60_000).toISOString();
const user = (content: unknown, minute = 0) =>
  line({ type: 'user', timestamp: at(minute), message: { content } });
const said = (content: unknown, minute = 0) =>
  line({ type: 'assistant', timestamp: at(minute), message: { content: [content] } });
const use = (id: string, minute = 0) =>
  said({ type: 'tool_use', id, name: 'Bash', input: { command: id } }, minute);
const text = (words: string, minute = 0) => said({ type: 'text', text: words }, minute);

const open = (content: string) => {
  const path = join(tempFolder(), 't.jsonl');
  writeFileSync(path, content);
  const transcripts = transcriptsHere();
  const read = async (change: Partial<WantedEntries> = {}) => {
    const result = await transcripts.read('claude', path, wanted(change));
    if (!result.ok) throw new Error(result.error.message);
    const { entries, ...rest } = result.value;
    return { ...rest, entries, indexes: entries.map(({ index }) => index) };
  };
  const search = async (words: string, kinds: WantedEntries['kinds'] = null) => {
    const result = await transcripts.search('claude', path, { words, kinds });
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  return { path, read, search };
};

test('a transcript is walked page by page in either direction, and its ends are told', async () => {
  const { read } = open(Array.from({ length: 10 }, (_, n) => user(`prompt ${n}`)).join(''));
  expect(await read({ count: 3 })).toMatchObject({ indexes: [7, 8, 9], older: true, newer: false });
  expect(await read({ count: 3, before: 7 })).toMatchObject({ indexes: [4, 5, 6], older: true, newer: true });
  expect(await read({ count: 9, before: 4 })).toMatchObject({ indexes: [0, 1, 2, 3], older: false });
  expect(await read({ count: 3, from: 8 })).toMatchObject({ indexes: [8, 9], newer: false });
  expect(await read({ count: 3, from: 10 })).toMatchObject({ indexes: [], older: true, newer: false });
});

test('of some kinds only those are given, and counted for a page', async () => {
  const { read } = open(
    Array.from({ length: 6 }, (_, n) => user(`prompt ${n}`) + use(`call-${n}`) + text(`words ${n}`)).join(''),
  );
  const page = await read({ count: 2, kinds: ['prompt', 'tool'] });
  expect(page).toMatchObject({ indexes: [15, 16], total: 18, older: true });
  expect(await read({ count: 3, kinds: ['said'], before: 9 })).toMatchObject({ indexes: [2, 5, 8] });
});

test('a message is found by its header and not by another’s longer id; else where it is first named', async () => {
  const { read } = open(
    user('[msg_12 from exec_1]\nFirst.') +
      text('I will answer msg_1 at once') +
      user('[msg_1 from exec_1]\nSecond.') +
      user([{ type: 'tool_result', tool_use_id: 'c', content: '{"id":"msg_3"}' }]),
  );
  expect((await read({ around: 'msg_1' })).found).toEqual({ index: 2, by: 'name' });
  expect((await read({ around: 'msg_3' })).found).toEqual({ index: 3, by: 'name' });
  expect((await read({ around: 'msg_2' })).found).toBeNull();
});

test('of calls with one id the nearest in time is found; with none of it, what stood there then', async () => {
  const { read } = open(use('same', 1) + text('between', 5) + use('same', 9));
  expect((await read({ around: 'same' })).found).toEqual({ index: 0, by: 'name' });
  expect((await read({ around: 'same', near: start + 8 * 60_000 })).found).toEqual({ index: 2, by: 'name' });
  expect((await read({ around: 'gone', near: start + 4 * 60_000 })).found).toEqual({ index: 1, by: 'time' });
  expect((await read({ near: start + 60 * 60_000 })).found).toEqual({ index: 2, by: 'time' });
});

test('words are found in any case, in texts and calls, and only in the wanted kinds', async () => {
  const { search } = open(user('Refresh the token') + use('npm run TOKEN') + text('No more.'));
  expect(await search('tOkEn')).toEqual({ hits: [0, 1], more: false });
  expect(await search('token', ['prompt'])).toEqual({ hits: [0], more: false });
  expect(await search('bash')).toEqual({ hits: [1], more: false });
  expect(await search('nowhere')).toEqual({ hits: [], more: false });
});

test('what is added is read on, what is half written once it is whole', async () => {
  const { path, read } = open(user('one') + user('two').slice(0, 20));
  expect(await read()).toMatchObject({ total: 1, unfinished: true });
  appendFileSync(path, user('two').slice(20) + user('three'));
  expect(await read({ from: 1 })).toMatchObject({ indexes: [1, 2], unfinished: false, unreadable: 0 });
});

test('a file that was replaced, cut off or written over is read anew', async () => {
  const { path, read } = open(user('one') + user('two'));
  await read();
  writeFileSync(path, user('other') + user('than') + user('before'));
  expect((await read()).entries.map((entry) => entry.text)).toEqual(['other', 'than', 'before']);
  writeFileSync(path, user('short'));
  expect((await read()).entries.map((entry) => entry.text)).toEqual(['short']);
  writeFileSync(`${path}.new`, user('short') + user('and more'));
  renameSync(`${path}.new`, path);
  expect((await read()).entries.map((entry) => entry.text)).toEqual(['short', 'and more']);
});

test('lines that are no records are counted and left out', async () => {
  const { read } = open(`${user('one')}{"type":"us\n\nrubbish\n${user('two')}`);
  expect(await read()).toMatchObject({ indexes: [0, 1], unreadable: 2, unfinished: false });
});

test('several who look at once count nothing twice', async () => {
  const { read } = open(Array.from({ length: 50 }, (_, n) => user(`prompt ${n}`)).join(''));
  const pages = await Promise.all(Array.from({ length: 8 }, () => read({ count: 10 })));
  for (const page of pages)
    expect(page).toMatchObject({ total: 50, indexes: [40, 41, 42, 43, 44, 45, 46, 47, 48, 49] });
});
