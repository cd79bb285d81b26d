import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import type { Script } from '../../support/model-api/script.ts';
import { steered } from '../../support/model-api/steered-plot.ts';
import { goesOnAfterAKill } from '../goes-on-after-a-kill.ts';

// Several starts a test, each up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

describeAgent('gemini', () => {
  test('is busy while it works and ready after it; what it used is what the model server counted', async () => {
    const world = await AgentWorld.open('gemini');
    const { id } = await world.spawnIdle();
    await world.send(id, 'do hang');
    await world.until(id, 'busy by its hook', ({ state, witness }) => state === 'busy' && witness === 'hook');
    await world.type(id, '\x1b');
    await world.untilState(id, 'ready');
    const taken = await world.settled((await world.send(id, 'do shell touch made')).id);
    expect(taken).toMatchObject({ state: 'accepted', witness: 'hook' });
    const asks = await world.asks(id);
    expect(asks.question).toMatchObject({
      kind: 'permission',
      tool: 'run_shell_command',
      detail: 'touch made',
    });
    expect(asks.tool).toMatchObject({ tool: 'run_shell_command', status: 'started', summary: 'touch made' });
    const answered = await world.client.call('instances.answer', { id, asked: asks.since, choice: 0 });
    expect(done(answered).state).not.toBe('waiting');
    const idle = await world.until(
      id,
      'its turn is over',
      (now) => now.state === 'ready' && now.tool === null,
    );
    const counted = world.api.exchanges.usage();
    const used = Object.values(
      (
        await world.until(id, 'its tokens are told', (now) => {
          const [all] = Object.values(now.used);
          return all?.output === counted.output;
        })
      ).used,
    )[0];
    expect(used).toMatchObject({
      input: counted.input,
      output: counted.output,
      cacheRead: counted.cacheRead,
    });
    expect(used?.model).toBe('gemini-2.5-pro');
    expect(idle.session?.transcript).toMatch(/\.jsonl$/);
    const around = asks.tool?.call ?? '';
    const { entries, found } = done(await world.client.call('instances.transcript', { id, around }));
    expect(found?.by).toBe('name');
    expect(entries.find(({ index }) => index === found?.index)).toMatchObject({
      kind: 'tool',
      tool: 'run_shell_command',
      summary: 'touch made',
    });
  });

  test('a refused permission ends its turn; a question of its own is answered by its number', async () => {
    const world = await AgentWorld.open('gemini');
    const { id, cwd } = await world.spawnIdle();
    const file = join(cwd, 'never.txt');
    await world.send(id, `do write ${file}`);
    const asks = await world.asks(id);
    expect(asks.question).toMatchObject({ kind: 'permission', tool: 'write_file' });
    expect(asks.question?.detail).toContain(file);
    done(await world.client.call('instances.answer', { id, asked: asks.since, choice: 2 }));
    await world.untilState(id, 'ready');
    expect(existsSync(file)).toBe(false);
    const options = ['tea', 'coffee'].map((label) => ({ label, description: label }));
    const questions = [{ question: 'Which one?', header: 'Drink', type: 'choice', options }];
    await world.send(id, `do tool ask_user ${JSON.stringify({ questions })}`);
    const asked = await world.asks(id);
    expect(asked.question).toMatchObject({ kind: 'question', text: 'Which one?' });
    expect(asked.question?.choices.map(({ label }) => label)).toEqual(['tea', 'coffee']);
    done(await world.client.call('instances.answer', { id, asked: asked.since, choice: 1 }));
    await world.untilState(id, 'ready');
    expect(world.api.exchanges.all.at(-1)?.request.toolResults[0]?.text).toContain('coffee');
  });

  test('its todos are told', async () => {
    const world = await AgentWorld.open('gemini');
    const { id } = await world.spawnIdle();
    const todos = [
      { description: 'read', status: 'completed' },
      { description: 'write', status: 'in_progress' },
    ];
    await world.send(id, `do tool write_todos ${JSON.stringify({ todos })}`);
    // It asks for leave even for its own list.
    const asks = await world.asks(id);
    done(await world.client.call('instances.answer', { id, asked: asks.since, choice: 0 }));
    const planned = await world.until(id, 'its todos are known', (now) => now.todos.length > 0);
    expect(planned.todos).toEqual([
      { text: 'read', status: 'done' },
      { text: 'write', status: 'active' },
    ]);
  });

  test('killed, it has crashed; started again, it goes on with the same conversation', () =>
    goesOnAfterAKill('gemini'));

  test('an error of the provider is known, and gone with the next answer', async () => {
    const world = await AgentWorld.open('gemini');
    const { id } = await world.spawnIdle();
    await world.send(id, 'do fail 400');
    const failed = await world.until(id, 'its error is known', ({ limit }) => limit !== null);
    expect(failed.limit).toMatchObject({ kind: 'error', reason: 'The request is not valid.' });
    await world.untilState(id, 'ready');
    await world.send(id, 'hello');
    await world.until(id, 'its error is gone', ({ limit, state }) => limit === null && state === 'ready');
  });

  test('asked whether it trusts a folder, it waits for the answer, and is not asked when it starts again', async () => {
    // Before it is trusted it offers its model no tools of Tutti's, and asks it all the same.
    const script: Script = (request, context) => {
      const offers = request.tools.some(({ name }) => name === 'mcp_tutti_confirm');
      return offers ? steered(request, context) : 'I have no tools yet.';
    };
    const world = await AgentWorld.open('gemini', { trusts: false, script });
    const { id, pid } = await world.spawn();
    const asks = await world.asks(id);
    expect(asks.question).toMatchObject({ kind: 'dialog', tool: 'trust' });
    done(await world.client.call('instances.answer', { id, asked: asks.since, choice: 0 }));
    // It may or may not start itself anew (docs/agents/gemini.md).
    process.kill(pid ?? 0, 'SIGKILL');
    await world.untilState(id, 'crashed');
    done(await world.client.call('instances.restart', { id }));
    await world.untilState(id, 'ready');
  });
});
