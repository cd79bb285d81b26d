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
});
