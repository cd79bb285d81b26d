import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { goesOnAfterAKill } from '../goes-on-after-a-kill.ts';

// Several starts a test, each up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

describeAgent('opencode', () => {
  test('is busy while it works, waits when it asks, and what it used is what the model server counted', async () => {
    const world = await AgentWorld.open('opencode');
    const { id, cwd } = await world.spawnIdle();
    await world.send(id, 'do hang');
    await world.until(id, 'busy by its hook', ({ state, witness }) => state === 'busy' && witness === 'hook');
    // It takes a prompt before its screen knows of it: until that shows how to interrupt it, Esc does nothing.
    await eventually('it can be interrupted', async () => /esc interrupt/.test(await world.screen(id)));
    await world.type(id, '\x1b');
    await eventually('it asks for the second Esc', async () => /esc again/.test(await world.screen(id)));
    await world.type(id, '\x1b');
    await world.untilState(id, 'ready');
    const taken = await world.settled((await world.send(id, 'do shell touch made')).id);
    expect(taken).toMatchObject({ state: 'accepted', witness: 'hook' });
    const asks = await world.asks(id);
    expect(asks.question).toMatchObject({ kind: 'permission', tool: 'bash', detail: 'touch made' });
    done(await world.client.call('instances.answer', { id, asked: asks.since, choice: 0 }));
    await world.until(id, 'its turn is over', (now) => now.state === 'ready' && now.tool === null);
    expect(existsSync(join(cwd, 'made'))).toBe(true);
    const counted = world.api.exchanges.usage(({ request }) => request.kind === 'main');
    const told = await world.until(id, 'its tokens are told', (now) => {
      const [all] = Object.values(now.used);
      return all?.output === counted.output;
    });
    const [used] = Object.values(told.used);
    expect(used).toMatchObject({ input: counted.input, cacheRead: counted.cacheRead, model: 'scripted' });
  });

  test('a refused permission, one for always, and a question of its own', async () => {
    const world = await AgentWorld.open('opencode');
    const { id, cwd } = await world.spawnIdle();
    await world.send(id, `do write ${join(cwd, 'never.txt')}`);
    await world.answer(id, 2);
    await world.untilState(id, 'ready');
    expect(existsSync(join(cwd, 'never.txt'))).toBe(false);
    await world.send(id, 'do shell touch one');
    await world.answer(id, 1);
    await world.untilState(id, 'ready');
    await world.settled((await world.send(id, 'do shell touch two')).id);
    await world.untilState(id, 'ready');
    expect(existsSync(join(cwd, 'two'))).toBe(true);
    const options = ['tea', 'coffee'].map((label) => ({ label, description: label }));
    const questions = [{ question: 'Which one?', header: 'Drink', options }];
    await world.send(id, `do tool question ${JSON.stringify({ questions })}`);
    await world.answer(id, 1);
    await world.untilState(id, 'ready');
    expect(world.api.exchanges.all.at(-1)?.request.toolResults[0]?.text).toContain('coffee');
  });

  test('its todos are told', async () => {
    const world = await AgentWorld.open('opencode');
    const { id } = await world.spawnIdle();
    const todos = ['completed', 'in_progress'].map((status) => ({
      content: status,
      status,
      priority: 'high',
    }));
    await world.send(id, `do tool todowrite ${JSON.stringify({ todos })}`);
    const planned = await world.until(id, 'its todos are known', (now) => now.todos.length > 0);
    expect(planned.todos).toEqual([
      { text: 'completed', status: 'done' },
      { text: 'in_progress', status: 'active' },
    ]);
  });

  test('killed, it has crashed; started again, it goes on with the same conversation', () =>
    goesOnAfterAKill('opencode'));

  test('it tells when it tries again, and why it gave up', async () => {
    const world = await AgentWorld.open('opencode');
    const { id } = await world.spawnIdle();
    await world.send(id, 'do stumble 503');
    const held = await world.until(id, 'its retry is known', ({ limit }) => limit !== null);
    expect(held.limit?.until).toBeGreaterThan(0);
    await world.until(id, 'it got through', ({ limit, state }) => limit === null && state === 'ready');
    await world.send(id, 'do fail 401');
    const failed = await world.until(id, 'its error is known', ({ limit }) => limit?.kind === 'login');
    expect(failed.limit?.reason).toContain('invalid x-api-key');
    await world.untilState(id, 'ready');
  });
});
