import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';
import { McpBench } from './mcp-bench.ts';

describe('the MCP door of a real project', () => {
  let bench: McpBench;

  beforeEach(() => {
    bench = new McpBench();
  });
  afterEach(() => bench.end());

  const spawn = async (
    stage: Stage,
    role: 'executive' | 'specialist',
  ): Promise<{ token: string; nonce: string }> => {
    const { id } = await stage.must('instances.spawn', { profile: 'hooked', role });
    const { TUTTI_TOKEN: token = '', TUTTI_NONCE: nonce = '' } = stage.env(id);
    return { token, nonce };
  };

  it('lets an executive confirm, spawn and look, as its role may', async () => {
    const stage = await openStage();
    const { url } = await bench.serve(stage.project);
    const { token, nonce } = await spawn(stage, 'executive');
    const { client } = await bench.connect(url, token);
    await client.listTools(); // From here on the client checks answers against the tools' output schemas.
    const wrong = await client.callTool({ name: 'confirm', arguments: { nonce: 'guessed' } });
    expect(wrong).toMatchObject({ isError: true, _meta: { 'tutti/error': { code: 'not_confirmed' } } });
    const right = await client.callTool({ name: 'confirm', arguments: { nonce } });
    expect(right.structuredContent).toMatchObject({ id: 'exec_1', state: 'ready' });
    const plan = { goal: 'a compiler', parts: [{ name: 'parser', files: ['src/parse.ts'] }] };
    expect(await client.callTool({ name: 'planProject', arguments: plan })).not.toHaveProperty('isError');
    const child = { profile: 'hooked', role: 'manager', task: 'the parser' };
    expect((await client.callTool({ name: 'spawn', arguments: child })).structuredContent).toMatchObject({
      id: 'mgr_1_1',
      parent: 'exec_1',
    });
    const list = await client.callTool({ name: 'list', arguments: {} });
    expect(list.structuredContent).toMatchObject({ instances: [{ id: 'exec_1' }, { id: 'mgr_1_1' }] });
    const lost = await client.callTool({ name: 'read', arguments: { id: 'spec_9' } });
    expect(JSON.stringify(lost.content)).toContain('no instance spec_9; you may read exec_1, mgr_1_1');
  });

  it("makes an event of a specialist's attempt to spawn", async () => {
    const stage = await openStage();
    const { url } = await bench.serve(stage.project);
    const { client } = await bench.connect(url, (await spawn(stage, 'specialist')).token);
    const answer = await client.callTool({
      name: 'spawn',
      arguments: { profile: 'hooked', role: 'specialist' },
    });
    expect(answer).toMatchObject({ isError: true, _meta: { 'tutti/error': { code: 'refused' } } });
    const events = await stage.must('events.list', { kinds: ['call.refused'] });
    expect(events).toMatchObject([
      { actor: { kind: 'instance', id: 'spec_1' }, data: { verb: 'instances.spawn' } },
    ]);
  });

  it('goes on under the same session and token when the host is a new one', async () => {
    const stage = await openStage();
    const first = await bench.serve(stage.project);
    const { token, nonce } = await spawn(stage, 'executive');
    const { client } = await bench.connect(first.url, token);
    await first.close();
    const later = await stage.reborn();
    await bench.serve(later.project, { port: first.port });
    const answer = await bench.untilReached(() => client.callTool({ name: 'confirm', arguments: { nonce } }));
    expect(answer.structuredContent).toMatchObject({ id: 'exec_1', state: 'ready' });
    const report = { summary: 'here again', percent: 10 };
    expect(await client.callTool({ name: 'reportProgress', arguments: report })).not.toHaveProperty(
      'isError',
    );
  });

  it('locks files, keeps a second from them, and wakes it when they are free', async () => {
    const stage = await openStage();
    const { url } = await bench.serve(stage.project);
    const first = (await bench.connect(url, (await spawn(stage, 'executive')).token)).client;
    const second = (await bench.connect(url, (await spawn(stage, 'specialist')).token)).client;
    const paths = ['src/parse.ts', 'tests/parse/**'];
    const lock = await first.callTool({ name: 'lockFiles', arguments: { paths, reason: 'new parser' } });
    const { token } = lock.structuredContent as { token: number };
    expect(JSON.stringify(lock.content)).toContain(`Locked: token ${token}, exclusive, on src/parse.ts`);
    const asked = await second.callTool({ name: 'lockFiles', arguments: { paths: ['tests'] } });
    expect(JSON.stringify(asked.content)).toContain('exec_1 holds src/parse.ts, tests/parse/** (new parser)');
    expect(asked.structuredContent).toMatchObject({ state: 'waiting', place: 1 });
    const listed = await second.callTool({ name: 'listLocks', arguments: { path: 'src' } });
    expect(listed.structuredContent).toMatchObject({ locks: [{ holder: 'exec_1', token }] });
    const stolen = await second.callTool({ name: 'unlockFiles', arguments: { token } });
    expect(stolen).toMatchObject({ isError: true, _meta: { 'tutti/error': { code: 'refused' } } });
    const waits = second.callTool({ name: 'lockFiles', arguments: { paths: ['tests'], wait: 50 } });
    await first.callTool({ name: 'unlockFiles', arguments: { token } });
    expect((await waits).structuredContent).toMatchObject({ state: 'held', holder: 'spec_2' });
    const again = await first.callTool({ name: 'unlockFiles', arguments: { token } });
    expect(JSON.stringify(again.content)).toContain(`token ${token} is old`);
    const bad = await first.callTool({ name: 'lockFiles', arguments: { paths: ['../out'] } });
    expect(bad).toMatchObject({
      isError: true,
      _meta: { 'tutti/error': { code: 'bad_input', field: 'paths.0' } },
    });
  });
});
