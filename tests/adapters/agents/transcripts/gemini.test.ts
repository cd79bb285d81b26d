import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { geminiHooks } from '../../../../src-main/adapters/agents/hook-dialects/gemini.ts';
import { transcriptsHere } from '../../../../src-main/adapters/agents/transcripts/transcripts.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { wanted } from './wanted.ts';

const timestamp = '2026-11-22T12:18:49.909Z';
const args = { file_path: 'a.md', content: 'x' };
const answer = (output: object) => [{ functionResponse: { id: 'w1', name: 'write_file', response: output } }];
const call = { id: 'w1', name: 'write_file', args, status: 'success', timestamp };

const records = [
  { sessionId: 's', kind: 'main' },
  {
    $set: {
      messages: [{ id: 'm0', timestamp, type: 'user', content: [{ text: '<session_context>\nToday' }] }],
    },
  },
  { id: 'm1', timestamp, type: 'user', content: [{ text: 'Write it.' }] },
  { $set: { lastUpdated: timestamp } },
  {
    id: 'm2',
    timestamp,
    type: 'gemini',
    content: 'I write.',
    thoughts: [{ subject: 'Plan', description: 'Hm.' }],
  },
  { id: 'm2', timestamp, type: 'gemini', content: 'I write.', thoughts: [], tokens: { input: 1 } },
  {
    id: 'm2',
    timestamp,
    type: 'gemini',
    content: 'I write.',
    toolCalls: [{ ...call, result: answer({ output: 'Wrote a.md' }) }],
  },
  { id: 'm3', timestamp, type: 'user', content: answer({ output: 'Wrote a.md' }) },
  { id: 'm4', timestamp, type: 'warning', content: 'not for people' },
  { id: 'm5', timestamp, type: 'error', content: '[API Error]' },
  {
    id: 'm6',
    timestamp,
    type: 'gemini',
    content: '',
    toolCalls: [{ ...call, id: 'w2', status: 'cancelled', result: null }],
  },
];

test('Gemini’s messages are told once, however often they are written, and its calls under the names of its hooks', async () => {
  const path = join(tempFolder(), 'session-1.jsonl');
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const read = await transcriptsHere().read('gemini', path, wanted());
  if (!read.ok) throw new Error(read.error.message);
  const { entries } = read.value;
  expect(entries.map(({ kind, text, failed }) => [kind, text, failed])).toEqual([
    ['prompt', 'Write it.', false],
    ['thought', 'Plan\nHm.', false],
    ['said', 'I write.', false],
    ['tool', JSON.stringify(args, null, 2), false],
    ['result', 'Wrote a.md', false],
    ['said', '[API Error]', true],
    ['tool', JSON.stringify(args, null, 2), false],
    ['result', '(cancelled)', true],
  ]);
  const [sign] = geminiHooks({ hook_event_name: 'BeforeTool', tool_name: 'write_file', tool_input: args });
  if (sign?.event !== 'tool') throw new Error('the hook tells of a tool');
  const { status: _, ...told } = sign.use;
  expect(entries[3]).toMatchObject({ ...told, files: ['a.md'] });
  expect(entries[4]).toMatchObject({ call: told.call });
});
