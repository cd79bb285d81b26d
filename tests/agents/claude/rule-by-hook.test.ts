import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { text } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { ClaudeWorld } from './claude-world.ts';

/** A message is a command to be run; its result ends the turn. */
const shell: Script = (request) => {
  if (request.newText === '') return text('done');
  return handsOf(request).shell(request.newText.split('\n').at(-1) ?? '');
};

describeAgent('claude', () => {
  test('a permission that a rule decides is decided in the answer to its hook: no question, no key', async () => {
    const world = await ClaudeWorld.forTest();
    const { id, cwd } = await world.spawnReady();
    const client = await world.client();
    world.play(shell);
    const terms = { about: 'permission', profile: null, run: null, instance: null, tool: 'Bash' } as const;
    const allow = { ...terms, effect: 'allow', subject: 'touch *' } as const;
    const deny = { ...terms, effect: 'deny', subject: '*forbidden*' } as const;
    const allowing = done(await client.call('rules.add', allow));
    const denying = done(await client.call('rules.add', deny));
    const run = async (command: string): Promise<void> => {
      await world.settled(await world.send(id, command));
      await world.until(id, 'has done it', (now) => now.state === 'ready');
      await world.untilIdle(id);
    };

    await run('touch allowed-2');
    // Both rules fit: the one that denies decides, its model is told why, and its turn goes on.
    await run('touch forbidden-1');
    expect(existsSync(join(cwd, 'allowed-2'))).toBe(true);
    expect(existsSync(join(cwd, 'forbidden-1'))).toBe(false);
    const results = world.api.exchanges.all.flatMap(({ request }) => request.toolResults);
    expect(results.map((result) => result.text).join('\n')).toContain(`rule ${denying.id} denies this`);

    const all = done(await client.call('events.list', { after: 0, limit: 5000, instance: id }));
    const answers = all.flatMap((event) => (event.kind === 'instance.answered' ? [event.data] : []));
    expect(answers).toMatchObject([
      { rule: allowing.id, way: 'hook', answer: 'Yes' },
      { rule: denying.id, way: 'hook' },
    ]);
  });

  test('what no rule decides is asked as ever, and “always” lets the next one pass by hook', async () => {
    const world = await ClaudeWorld.forTest();
    const { id, cwd } = await world.spawnReady();
    const client = await world.client();
    world.play(shell);
    await world.send(id, 'touch first');
    const { since } = await world.untilState(id, 'waiting');
    done(await client.call('instances.answer', { id, asked: since, choice: 0, always: true }));
    await world.untilState(id, 'ready');
    const [added] = done(await client.call('events.list', { kinds: ['rule.added'] }));
    expect(added).toMatchObject({ data: { answered: { by: id, answer: 'Yes' } } });
    const before = done(await client.call('view.get', {})).seq;
    await world.settled(await world.send(id, 'touch second'));
    await world.untilState(id, 'ready');
    await world.untilIdle(id);
    expect(existsSync(join(cwd, 'second'))).toBe(true);
    const after = done(await client.call('events.list', { after: before, instance: id }));
    expect(
      after.flatMap((event) => (event.kind === 'instance.changed' ? [event.data.to] : [])),
    ).not.toContain('waiting');
  });
});
