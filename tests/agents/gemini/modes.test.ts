import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { takesIts, wasAsked } from '../asked-and-taken.ts';

// A start takes up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

describeAgent('gemini', () => {
  test('yolo asks for nothing; the model is the one it was given', async () => {
    const world = await AgentWorld.open('gemini');
    const { id, cwd } = await world.spawnIdle({
      permissions: 'yolo',
      dangerous: true,
      model: 'gemini-2.5-flash',
    });
    await takesIts(world, id, 'do shell touch made');
    await world.until(
      id,
      'its command has run',
      (now) => now.state === 'ready' && existsSync(join(cwd, 'made')),
    );
    expect(await wasAsked(world, id)).toBe(false);
    expect(world.api.exchanges.all.at(-1)?.request.model).toBe('gemini-2.5-flash');
  });

  test('auto_edit writes a file unasked, and asks for a command', async () => {
    const world = await AgentWorld.open('gemini');
    const { id, cwd } = await world.spawnIdle({ permissions: 'auto_edit' });
    const file = join(cwd, 'edited.txt');
    await takesIts(world, id, `do write ${file}`);
    await world.until(id, 'its file is there', (now) => now.state === 'ready' && existsSync(file));
    expect(await wasAsked(world, id)).toBe(false);
    await world.send(id, 'do shell touch made');
    expect((await world.asks(id)).question).toMatchObject({ kind: 'permission' });
    expect(existsSync(join(cwd, 'made'))).toBe(false);
  });
});
