import { afterEach, beforeEach, expect, it } from 'vitest';
import { conflictStage, mergeOf, states } from '../../core/merges/merge-stage.ts';
import type { Stage } from '../../support/stage.ts';
import { McpBench } from './mcp-bench.ts';

const merge = 'merge_2';
let bench: McpBench;
let stage: Stage;
let url: string;

beforeEach(async () => {
  bench = new McpBench();
  stage = await conflictStage(3);
  ({ url } = await bench.serve(stage.project));
});
afterEach(() => bench.end());

const as = async (id: string) => {
  const { client } = await bench.connect(url, stage.env(id).TUTTI_TOKEN ?? '');
  const { tools } = await client.listTools(); // From here on the client checks answers against the tools' schemas.
  return {
    names: tools.map(({ name }) => name),
    call: (name: string, args: Readonly<Record<string, unknown>>) =>
      client.callTool({ name, arguments: { merge, ...args } }),
  };
};

it('shows an agent its conflict with both intents, one file whole, and takes its resolution', async () => {
  const owner = await as('spec_1_1_2');
  expect(owner.names).toEqual(expect.arrayContaining(['getConflict', 'resolveConflict', 'declineConflict']));
  expect(owner.names).not.toContain('handConflict');
  const all = await owner.call('getConflict', {});
  const words = JSON.stringify(all.content);
  for (const part of ['spec_1_1_1: work of a specialist', 'in the target', 'one', 'two', 'b.ts (content'])
    expect(words).toContain(part);
  // Of several files the structure has the places alone.
  expect(all.structuredContent).toMatchObject({
    files: [
      { path: 'a.ts', result: { kind: 'left' }, hunks: [{ ours: 'one\n', theirs: 'two\n' }] },
      { path: 'b.ts' },
    ],
  });
  const one = await owner.call('getConflict', { path: 'a.ts' });
  expect(JSON.stringify(one.content)).toContain('<<<<<<< ours');
  expect(one.structuredContent).toMatchObject({ files: [{ path: 'a.ts', result: { kind: 'text' } }] });
  const half = await owner.call('resolveConflict', {
    files: [{ path: 'a.ts', how: 'text', text: 'both\n' }],
  });
  expect(JSON.stringify(half.content)).toContain('b.ts:1 has a marker');
  const early = await owner.call('resolveConflict', { finish: true });
  expect(early).toMatchObject({
    isError: true,
    _meta: { 'tutti/error': { code: 'wrong_state', field: 'files' } },
  });
  await owner.call('resolveConflict', { files: [{ path: 'b.ts', how: 'theirs' }], finish: true });
  expect(await states(stage)).toContain('merge_2 merged');
});

it('lets a leader hand it out, who has it give it back, and nobody else resolve it', async () => {
  const leader = await as('mgr_1_1');
  const other = await as('spec_1_1_3');
  const refused = { isError: true, _meta: { 'tutti/error': { code: 'refused' } } };
  expect(await other.call('resolveConflict', { finish: true })).toMatchObject(refused);
  expect(await other.call('declineConflict', {})).toMatchObject(refused);
  expect(await other.call('handConflict', {})).toMatchObject(refused);
  expect((await leader.call('handConflict', { note: 'keep both' })).structuredContent).toMatchObject({
    to: 'spec_1_1_2',
    task: 'task_1',
  });
  const owner = await as('spec_1_1_2');
  await owner.call('declineConflict', { reason: 'which name is wanted?' });
  expect(await mergeOf(stage, merge)).toMatchObject({ state: 'conflicted', handed: null });
});
