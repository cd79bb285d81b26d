import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { takesIts } from '../asked-and-taken.ts';

// A start takes up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

describeAgent('opencode', () => {
  test('its conversation is read from its database, while it goes on: what it was told, did and said', async () => {
    const world = await AgentWorld.open('opencode');
    const { id } = await world.spawnIdle({ permissions: 'auto', dangerous: true });
    const read = async (more: { around?: string } = {}) =>
      done(await world.client.call('instances.transcript', { id, last: 100, ...more }));
    const before = await read();
    expect(before.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['prompt', 'tool', 'result', 'said']),
    );
    const sent = await world.send(id, 'do shell echo heliotrope');
    await world.settled(sent.id);
    await world.until(id, 'its command has run', ({ state, tool }) => state === 'ready' && tool === null);
    await takesIts(world, id, 'hello again');
    await world.until(id, 'it rests', ({ state }) => state === 'ready');
    const after = await read();
    // What was there has its place still.
    expect(after.entries.slice(0, before.total)).toEqual(before.entries);
    const [call, result] = after.entries
      .slice(before.total)
      .filter(({ kind }) => kind === 'tool' || kind === 'result');
    expect(call).toMatchObject({ kind: 'tool', tool: 'bash', summary: 'echo heliotrope' });
    expect(result).toMatchObject({ kind: 'result', call: call?.call, failed: false });
    expect(result?.text).toContain('heliotrope');
    const prompt = after.entries[(await read({ around: sent.id })).found?.index ?? -1];
    expect(prompt).toMatchObject({
      kind: 'prompt',
      text: expect.stringContaining('do shell echo heliotrope'),
    });
    // An event's call is found by its name.
    const events = done(
      await world.client.call('events.list', { instance: id, kinds: ['instance.worked'], limit: 500 }),
    );
    const used = events.findLast(
      (event) => event.kind === 'instance.worked' && event.data.use.tool === 'bash',
    );
    const name = used?.kind === 'instance.worked' ? used.data.use.call : '';
    expect((await read({ around: name })).found).toEqual({ index: call?.index, by: 'name' });
    const hits = done(await world.client.call('instances.searchTranscript', { id, words: 'HELIOTROPE' }));
    expect(hits.hits).toContain(result?.index);
  });
});
