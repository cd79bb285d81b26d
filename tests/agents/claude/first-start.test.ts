import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { ClaudeWorld } from './claude-world.ts';

describeAgent('claude', () => {
  let world: ClaudeWorld;

  beforeAll(async () => {
    // With a token of its own it does not ask Anthropic's servers, before all else, whether they are there.
    world = await ClaudeWorld.open({ trusted: false, env: { ANTHROPIC_AUTH_TOKEN: 'scripted' } });
    world.writeProfile('bypassing', ({ args = [], env }) => ({
      args: ['--dangerously-skip-permissions', ...args],
      env: { ...env, IS_SANDBOX: '1' },
    }));
    world.writeProfile('offline', ({ env }) => ({
      // A port that nobody listens on: also a machine with a network can't reach them.
      env: { ...env, ANTHROPIC_AUTH_TOKEN: '', HTTPS_PROXY: 'http://127.0.0.1:9' },
    }));
  });
  afterAll(() => world.end());
  beforeEach(() => world.forgetHome());

  test('in a new home each dialog of its first start waits for the person, and is answered by a choice', async () => {
    const { id } = await world.spawn();
    const { question } = await world.asks(id, 'onboarding');
    expect(question).toMatchObject({ kind: 'dialog', text: expect.stringContaining('colours') });
    expect(question?.choices.map(({ label }) => label)).toContain('Light mode');
    expect(await world.world.json(['attention'])).toMatchObject([{ id, question: { tool: 'onboarding' } }]);
    await world.answer(id, 'onboarding', 1);
    await world.answer(id, 'key', 0);
    await world.answer(id, 'onboarding-notes', 0);
    await world.answer(id, 'trust', 0);
    await world.untilState(id, 'ready');
    expect(await world.world.json(['attention'])).toEqual([]);
  });

  test('what would skip all permissions is asked about by name, and a no ends it', async () => {
    const dialogs = ['onboarding', 'key', 'onboarding-notes', 'trust'];
    for (const name of dialogs) await world.world.json(['allow', name, '--dialog']);
    const { id } = await world.spawn('Wait.', 'bypassing');
    const { question } = await world.asks(id, 'bypass');
    expect(question?.choices.map(({ means }) => means)).toEqual(['deny', 'allow']);
    await world.answer(id, 'bypass', 0);
    expect(await world.untilState(id, 'crashed')).toMatchObject({ exit: { status: 1 } });
  });

  test('what the person has agreed to is not asked again, also in a new home', async () => {
    const { id } = await world.spawn();
    await world.untilState(id, 'ready');
    const client = await world.client();
    const events = done(await client.call('events.list', { instance: id, kinds: ['instance.answered'] }));
    expect(events).toHaveLength(4);
  });

  test('a start that fails is told with its status, and what it said stays on its screen', async () => {
    const { id } = await world.spawn('Wait.', 'offline');
    const failed = await world.untilState(id, 'crashed');
    expect(failed).toMatchObject({ exit: { status: 1 }, reason: expect.stringContaining('exit 1') });
    expect(await world.screen(id)).toContain('Unable to connect to Anthropic services');
    expect(await world.world.json(['attention'])).toMatchObject([{}, { id, state: 'crashed' }]);
  });
});
