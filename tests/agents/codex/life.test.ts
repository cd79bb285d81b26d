import { readFileSync } from 'node:fs';
import { sumUsed } from '@contract/usage.ts';
import { expect, onTestFinished, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { installedCli } from '../../support/agent-clis/installed-cli.ts';
import { done, eventually } from '../../support/headless-host.ts';
import { confirming, openCodexWorld } from './codex-world.ts';
import { cost, plot } from './plot.ts';

const open = async (...about: Parameters<typeof openCodexWorld>) => {
  const codex = await openCodexWorld(...about);
  onTestFinished(() => codex.end());
  return codex;
};

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It has ended meanwhile.
  }
};

describeAgent('codex', () => {
  test('twenty starts in a row are confirmed over MCP, asked nothing, and end without a process left', async () => {
    const codex = await open(confirming(plot));
    for (let round = 1; round <= 20; round++) {
      const { id, pid } = await codex.spawn();
      const token = codex.world.environmentOf(pid ?? 0).TUTTI_TOKEN;
      expect(token).toMatch(/\S{20}/);
      expect(commandLine(pid ?? 0)).not.toContain(token);
      const items = done(await codex.client.call('events.list', { instance: id }));
      const states = items.flatMap((event) => (event.kind === 'instance.changed' ? [event.data.to] : []));
      expect(states).not.toContain('waiting');
      expect(states).not.toContain('crashed');
      done(await codex.client.call('instances.terminate', { id }));
      expect(codex.world.marked()).toEqual([]);
    }
  });

  test('its tools, files, plan and tokens are known as they were', async () => {
    const codex = await open(confirming(plot));
    const { id, cwd } = await codex.spawn();
    await codex.say(id, `write: ${cwd}/new.txt`);
    await codex.say(id, 'run: false');
    const steps = [
      { step: 'look', status: 'completed' },
      { step: 'mend', status: 'in_progress' },
      { step: 'test', status: 'pending' },
    ];
    await codex.say(id, `tool: update_plan ${JSON.stringify({ plan: steps })}`);
    const items = done(await codex.client.call('events.list', { instance: id, kinds: ['instance.worked'] }));
    const uses = items.flatMap((event) => (event.kind === 'instance.worked' ? [event.data.use] : []));
    expect(uses).toContainEqual(
      expect.objectContaining({ tool: 'Bash', status: 'done', files: [`${cwd}/new.txt`] }),
    );
    expect(uses).toContainEqual(
      expect.objectContaining({ tool: 'Bash', status: 'failed', summary: 'false' }),
    );
    const around = uses.find(({ summary }) => summary === 'false')?.call ?? '';
    const { entries, found } = done(await codex.client.call('instances.transcript', { id, around }));
    expect(found?.by).toBe('name');
    expect(entries.find(({ index }) => index === found?.index)).toMatchObject({
      tool: 'Bash',
      summary: 'false',
    });
    // One with a context of its own, and one that begins with a copy of this conversation.
    for (const [message, fork_context] of [
      ['think: 50', false],
      ['think: 60', true],
    ] as const) {
      await codex.say(id, `tool: multi_agent_v1/spawn_agent ${JSON.stringify({ message, fork_context })}`);
      await codex.api.exchanges.ended(
        message,
        ({ request }) => request.subAgentId !== null && request.lastUserText === message,
      );
    }
    await codex.say(id, 'and that is all');
    const counted = () => codex.api.exchanges.usage(({ request }) => request.kind === 'main');
    const now = await codex.until(id, 'counted', ({ used }) => {
      const sum = sumUsed(Object.values(used));
      return sum.output === counted().output && sum.input === counted().input;
    });
    expect(sumUsed(Object.values(now.used))).toMatchObject({ ...counted(), model: 'scripted', context: 140 });
    expect(cost.input + cost.cacheRead).toBe(140);
    expect(codex.api.exchanges.all.at(-1)?.request.tools.map(({ name }) => name)).toContain('update_plan');
    expect(now.todos).toEqual([
      { text: 'look', status: 'done' },
      { text: 'mend', status: 'active' },
      { text: 'test', status: 'open' },
    ]);
  });

  test('two beside each other are not mixed up', async () => {
    const codex = await open(confirming(plot));
    const both = await Promise.all(
      [1, 2].map(async () => {
        const input = { profile: 'codex', role: 'executive' as const, confirm: true, task: '' };
        const { id } = done(await codex.client.call('instances.spawn', input));
        return codex.until(id, 'ready', ({ state, witness }) => state === 'ready' && witness !== 'tool');
      }),
    );
    const [one, other] = both;
    expect(one?.session?.id).not.toBe(other?.session?.id);
    await codex.say(one?.id ?? '', 'run: true');
    await codex.until(one?.id ?? '', 'counted', ({ used }) => (Object.values(used)[0]?.output ?? 0) > 14);
    expect(Object.keys((await codex.instance(one?.id ?? '')).used)).toEqual([one?.session?.id]);
    expect((await codex.instance(other?.id ?? '')).tool).toBeNull();
  });

  test("in a folder it does not trust it waits for the person's word", async () => {
    const codex = await open(confirming(plot), { trusted: [] });
    const input = { profile: 'codex', role: 'specialist' as const, confirm: true, task: '' };
    const { id } = done(await codex.client.call('instances.spawn', input));
    const asked = await codex.until(id, 'waiting', ({ state }) => state === 'waiting');
    expect(asked.question).toMatchObject({
      kind: 'dialog',
      tool: 'trust',
      choices: [{ means: 'allow' }, { means: 'deny' }],
    });
    done(await codex.client.call('instances.answer', { id, asked: asked.since, choice: 0 }));
    await codex.until(id, 'ready', ({ state }) => state === 'ready');
  });

  test('the daemons that it starts without --no-daemon end with it', async () => {
    const codex = await open(confirming(plot), { daemons: true });
    const program = installedCli('codex') ?? '';
    codex.world.writeProfile({
      name: 'daemonic',
      command: program,
      args: ['hello'],
      confirm: { expected: false },
    });
    const input = { profile: 'daemonic', role: 'specialist' as const };
    const { id } = done(await codex.client.call('instances.spawn', input));
    const daemons = () => codex.world.marked().filter((pid) => /app-server/.test(commandLine(pid)));
    await eventually('two daemons run', () => daemons().length === 2);
    done(await codex.client.call('instances.terminate', { id }));
    expect(codex.world.marked()).toEqual([]);
  });
});
