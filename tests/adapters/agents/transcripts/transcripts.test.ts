import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryTextLimit } from '@contract/transcripts.ts';
import { expect, test } from 'vitest';
import { transcriptsHere } from '../../../../src-main/adapters/agents/transcripts/transcripts.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { wanted } from './wanted.ts';

const transcripts = transcriptsHere();

const file = (records: readonly unknown[], end = '\n'): string => {
  const path = join(tempFolder(), 't.jsonl');
  writeFileSync(path, records.map((record) => JSON.stringify(record)).join('\n') + end);
  return path;
};
const read = async (watcher: 'claude' | 'codex', path: string, count = 100, around: string | null = null) => {
  const result = await transcripts.read(watcher, path, wanted({ count, around }));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const user = (content: unknown, more: object = {}) => ({
  type: 'user',
  message: { role: 'user', content },
  ...more,
});
const said = (...content: unknown[]) => ({ type: 'assistant', message: { id: 'm', content } });

const claude = [
  { type: 'summary', summary: 'not for people' },
  user('Write it.', { timestamp: '2026-11-22T10:00:00.000Z' }),
  user('only for the model', { isMeta: true }),
  said({ type: 'thinking', thinking: 'Hm.' }, { type: 'text', text: 'I write.' }),
  said({ type: 'tool_use', id: 'call-1', name: 'Bash', input: { command: 'ls' } }),
  user([
    { type: 'tool_result', tool_use_id: 'call-1', content: [{ type: 'text', text: 'a.ts' }], is_error: true },
  ]),
  'rubbish',
  said({ type: 'something new' }, { type: 'text', text: 'Done.' }),
];

test('claude’s records become what a person would read, in order', async () => {
  const { entries, total } = await read('claude', file(claude));
  expect(total).toBe(6);
  expect(entries.map(({ kind, text, call, tool, failed }) => ({ kind, text, call, tool, failed }))).toEqual([
    { kind: 'prompt', text: 'Write it.', call: null, tool: null, failed: false },
    { kind: 'thought', text: 'Hm.', call: null, tool: null, failed: false },
    { kind: 'said', text: 'I write.', call: null, tool: null, failed: false },
    { kind: 'tool', text: '{\n  "command": "ls"\n}', call: 'call-1', tool: 'Bash', failed: false },
    { kind: 'result', text: 'a.ts', call: 'call-1', tool: null, failed: true },
    { kind: 'said', text: 'Done.', call: null, tool: null, failed: false },
  ]);
  expect(entries[0]?.at).toBe(Date.UTC(2026, 10, 22, 10));
});

const item = (payload: object) => ({ timestamp: '2026-11-22T10:00:00.000Z', type: 'response_item', payload });
const message = (role: string, text: string) =>
  item({ type: 'message', role, content: [{ type: 'input_text', text }] });

test('what a tool is used for and which files it writes is told as in the events', async () => {
  const edit = { file_path: 'src/a.ts', old_string: 'x', new_string: 'y' };
  const path = file([
    said({ type: 'tool_use', id: 'call-1', name: 'Bash', input: { command: 'ls' } }),
    said({ type: 'tool_use', id: 'call-2', name: 'Edit', input: edit }),
  ]);
  const { entries } = await read('claude', path);
  expect(entries.map(({ summary, files }) => ({ summary, files }))).toEqual([
    { summary: 'ls', files: [] },
    { summary: 'src/a.ts', files: ['src/a.ts'] },
  ]);
  const patch = '*** Begin Patch\n*** Update File: b.ts\n@@\n-x\n+y\n*** End Patch';
  const codex = file([item({ type: 'custom_tool_call', call_id: 'c', name: 'apply_patch', input: patch })]);
  expect((await read('codex', codex)).entries).toMatchObject([{ tool: 'apply_patch', files: ['b.ts'] }]);
});

test('codex’s, too, without what codex itself puts before the person’s words', async () => {
  const path = file([
    { type: 'session_meta', payload: { id: 'x' } },
    message('developer', 'rules'),
    message('user', '<environment_context>\n<cwd>/x</cwd>'),
    message('user', 'Write it.'),
    item({ type: 'function_call', call_id: 'c1', name: 'exec_command', arguments: '{"cmd":"ls"}' }),
    item({ type: 'function_call_output', call_id: 'c1', output: 'a.ts' }),
    message('assistant', 'Done.'),
  ]);
  expect((await read('codex', path)).entries.map(({ kind, text }) => [kind, text])).toEqual([
    ['prompt', 'Write it.'],
    ['tool', '{"cmd":"ls"}'],
    ['result', 'a.ts'],
    ['said', 'Done.'],
  ]);
});

const many = (count: number): unknown[] => Array.from({ length: count }, (_, at) => user(`prompt ${at};`));

test('of a long one the last are given, or those around what is looked for', async () => {
  const path = file(many(1000));
  const last = await read('claude', path, 3);
  expect(last).toMatchObject({ total: 1000 });
  expect(last.entries.map(({ index }) => index)).toEqual([997, 998, 999]);
  const around = await read('claude', path, 5, 'prompt 500;');
  expect(around.entries.map(({ index }) => index)).toEqual([498, 499, 500, 501, 502]);
  const first = await read('claude', path, 4, 'prompt 0;');
  expect(first.entries.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  const none = await read('claude', path, 2, 'nowhere');
  expect(none.entries.map(({ index }) => index)).toEqual([998, 999]);
});

test('what is asked for is found by the id of a call', async () => {
  const found = await read('claude', file([...claude, ...many(50)]), 2, 'call-1');
  expect(found.entries.map(({ kind }) => kind)).toEqual(['tool', 'result']);
});

test('a half-written last line and a text of megabytes do no harm', async () => {
  const path = file([user('x'.repeat(3_000_000))], '\n{"type":"user","mess');
  const { entries, total, unfinished } = await read('claude', path);
  expect(total).toBe(1);
  expect(unfinished).toBe(true);
  expect(entries[0]?.text.length).toBe(entryTextLimit + 1);
});

test('a file that is gone and a CLI whose records nobody can read are told', async () => {
  const gone = await transcripts.read('claude', '/nowhere/t.jsonl', wanted({ count: 1 }));
  expect(gone).toMatchObject({ ok: false, error: { code: 'not_found' } });
  const unknown = await transcripts.read('none', file([]), wanted({ count: 1 }));
  expect(unknown).toMatchObject({ ok: false, error: { code: 'unsupported' } });
});

test('a file that is no transcript gives nothing of what is in it', async () => {
  const path = join(tempFolder(), 'id_rsa');
  writeFileSync(path, '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n{"type":"other"}\n');
  expect(await read('claude', path)).toMatchObject({ entries: [], total: 0, unreadable: 2 });
});

test('what came by the answer to its Stop hook is read as what it was given', async () => {
  const attachment = {
    type: 'hook_additional_context',
    hookEvent: 'Stop',
    content: ['[msg_1 from person]\ndo it'],
  };
  const record = { type: 'attachment', attachment, timestamp: '2026-11-22T10:00:00.000Z' };
  const { entries } = await read('claude', file([...claude, record]), 1, '[msg_1 from person]');
  expect(entries).toMatchObject([{ kind: 'prompt', text: '[msg_1 from person]\ndo it' }]);
});
