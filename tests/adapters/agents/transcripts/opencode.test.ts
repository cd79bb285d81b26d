import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { transcriptsHere } from '../../../../src-main/adapters/agents/transcripts/transcripts.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { wanted } from './wanted.ts';

/** A database as OpenCode 1.18 makes it, as far as conversations go. */
const openConversation = () => {
  const file = join(tempFolder(), 'opencode.db');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  for (const more of ['', ', message_id text'])
    database.exec(
      `create table ${more === '' ? 'message' : 'part'} (id text primary key, session_id text, time_created integer, data text${more})`,
    );
  let last = 0;
  const message = (data: object, session = 'ses_1'): string => {
    last += 1;
    const id = `msg_${String(last).padStart(3, '0')}`;
    database
      .prepare('insert into message values (?, ?, ?, ?)')
      .run(id, session, last, JSON.stringify({ time: { created: last }, ...data }));
    return id;
  };
  const part = (of: string, data: object): string => {
    last += 1;
    const id = `prt_${String(last).padStart(3, '0')}`;
    database
      .prepare('insert into part values (?, ?, ?, ?, ?)')
      .run(id, 'ses_1', last, JSON.stringify(data), of);
    return id;
  };
  const change = (table: 'message' | 'part', id: string, data: object): void => {
    database.prepare(`update ${table} set data = ? where id = ?`).run(JSON.stringify(data), id);
  };
  const transcripts = transcriptsHere();
  const read = async (change: Parameters<typeof wanted>[0] = {}) => {
    const result = await transcripts.read('opencode', `${file}#ses_1`, wanted(change));
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const told = async (): Promise<string[]> =>
    (await read()).entries.map(({ index, kind, text }) => `${index} ${kind} ${text}`);
  return { file, database, message, part, change, transcripts, read, told };
};

const user = { role: 'user' };
const assistant = { role: 'assistant' };
const over = { time: { created: 1, completed: 2 } };

test('prompts, thoughts, calls with their answers, and what was said; of another conversation nothing', async () => {
  const at = openConversation();
  const asked = at.message(user);
  at.part(asked, { type: 'text', text: '[msg_4 from person]\nDo it.' });
  at.part(asked, { type: 'text', text: 'Called the Read tool', synthetic: true });
  at.part(at.message(user, 'ses_2'), { type: 'text', text: 'of another' });
  const answer = at.message({ ...assistant, ...over });
  at.part(answer, { type: 'step-start' });
  at.part(answer, { type: 'reasoning', text: 'I should.', time: { start: 10, end: 11 } });
  const input = { command: 'ls' };
  at.part(answer, {
    ...{ type: 'tool', tool: 'bash', callID: 'call_1' },
    state: { status: 'completed', input, output: 'a file', time: { start: 12, end: 13 } },
  });
  at.part(answer, {
    ...{ type: 'tool', tool: 'edit', callID: 'call_2' },
    state: { status: 'error', input: { filePath: '/x' }, error: 'refused', time: { start: 14, end: 15 } },
  });
  at.part(answer, { type: 'text', text: 'Done.', time: { start: 16, end: 17 } });
  const failing = at.message({
    ...assistant,
    ...over,
    error: { name: 'APIError', data: { message: 'no key' } },
  });
  const { entries, total, unfinished } = await at.read();
  expect(
    entries.map(({ kind, text, tool, call, failed, at }) => [kind, text, tool, call, failed, at]),
  ).toEqual([
    ['prompt', '[msg_4 from person]\nDo it.', null, null, false, 1],
    ['thought', 'I should.', null, null, false, 10],
    ['tool', JSON.stringify(input, null, 2), 'bash', 'call_1', false, 12],
    ['result', 'a file', null, 'call_1', false, 13],
    ['tool', JSON.stringify({ filePath: '/x' }, null, 2), 'edit', 'call_2', false, 14],
    ['result', 'refused', null, 'call_2', true, 15],
    ['said', 'Done.', null, null, false, 16],
    ['said', 'no key', null, null, true, 1],
  ]);
  expect({ total, unfinished, failing }).toMatchObject({ total: 8, unfinished: false });
  expect((await at.read({ around: 'call_2' })).found).toEqual({ index: 4, by: 'name' });
  expect((await at.read({ around: 'msg_4' })).found).toEqual({ index: 0, by: 'name' });
  const hits = await at.transcripts.search('opencode', `${at.file}#ses_1`, { words: 'A FILE', kinds: null });
  expect(hits).toMatchObject({ ok: true, value: { hits: [3], more: false } });
});

test('what is still being written comes once it is whole, and no entry changes its place', async () => {
  const at = openConversation();
  const asked = at.message(user);
  at.part(asked, { type: 'text', text: 'Begin.' });
  const answer = at.message(assistant);
  at.part(answer, { type: 'text', text: 'First', time: { start: 1, end: 2 } });
  const running = { type: 'tool', tool: 'bash', callID: 'c', state: { status: 'running', input: {} } };
  const call = at.part(answer, running);
  const after = at.part(answer, { type: 'text', text: 'half a sen' });
  expect(await at.told()).toEqual(['0 prompt Begin.', '1 said First']);
  expect((await at.read()).unfinished).toBe(true);
  at.change('part', call, { ...running, state: { status: 'completed', input: {}, output: 'out' } });
  expect(await at.told()).toEqual(['0 prompt Begin.', '1 said First', '2 tool {}', '3 result out']);
  at.change('part', after, { type: 'text', text: 'half a sentence', time: { start: 3, end: 4 } });
  at.change('message', answer, { ...assistant, ...over });
  expect((await at.told()).slice(4)).toEqual(['4 said half a sentence']);
  expect((await at.read()).unfinished).toBe(false);
});

test('a turn that was killed is shown as it stood, once the next one begins', async () => {
  const at = openConversation();
  const killed = at.message(assistant);
  at.part(killed, { type: 'tool', tool: 'bash', callID: 'c', state: { status: 'running', input: {} } });
  expect(await at.told()).toEqual([]);
  at.part(at.message(user), { type: 'text', text: 'Go on.' });
  expect(await at.told()).toEqual(['0 tool {}', '1 prompt Go on.']);
});

test('what was undone is gone', async () => {
  const at = openConversation();
  at.part(at.message(user), { type: 'text', text: 'One.' });
  const undone = at.message({ ...assistant, ...over });
  at.part(undone, { type: 'text', text: 'Two.', time: { end: 1 } });
  expect(await at.told()).toHaveLength(2);
  at.database.exec(
    `delete from message where id = '${undone}'; delete from part where message_id = '${undone}'`,
  );
  at.part(at.message(user), { type: 'text', text: 'Another.' });
  expect(await at.told()).toEqual(['0 prompt One.', '1 prompt Another.']);
});

test('no database, or one of another make, is told', async () => {
  const { transcripts } = openConversation();
  const none = await transcripts.read('opencode', `${tempFolder()}/opencode.db#ses_1`, wanted());
  expect(none).toMatchObject({ ok: false, error: { code: 'not_found' } });
  const other = join(tempFolder(), 'opencode.db');
  new Database(other).exec('create table something (id)').close();
  const strange = await transcripts.read('opencode', `${other}#ses_1`, wanted());
  expect(strange).toMatchObject({ ok: false, error: { code: 'not_found' } });
});
