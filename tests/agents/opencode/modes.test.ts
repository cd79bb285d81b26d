import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { takesIts, wasAsked } from '../asked-and-taken.ts';

// A start takes up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

describeAgent('opencode', () => {
  test('auto asks for nothing', async () => {
    const world = await AgentWorld.open('opencode');
    const { id, cwd } = await world.spawnIdle({
      permissions: 'auto',
      dangerous: true,
    });
    await takesIts(world, id, 'do shell touch made');
    await world.until(
      id,
      'its command has run',
      (now) => now.state === 'ready' && existsSync(join(cwd, 'made')),
    );
    expect(await wasAsked(world, id)).toBe(false);
  });

  test('edits writes a file unasked, and asks for a command', async () => {
    const world = await AgentWorld.open('opencode');
    const { id, cwd } = await world.spawnIdle({ permissions: 'edits' });
    const file = join(cwd, 'edited.txt');
    await takesIts(world, id, `do write ${file}`);
    await world.until(id, 'its file is there', (now) => now.state === 'ready' && existsSync(file));
    expect(await wasAsked(world, id)).toBe(false);
    await world.send(id, 'do shell touch made');
    expect((await world.asks(id)).question).toMatchObject({ kind: 'permission' });
    expect(existsSync(join(cwd, 'made'))).toBe(false);
  });
});
