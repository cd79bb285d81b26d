import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileInput } from '@contract/profiles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { status } from '../../support/model-api/reply.ts';
import { type CodexWorld, confirming, openCodexWorld } from './codex-world.ts';
import { plot } from './plot.ts';

/** Whole seconds since 1970, as its headers have them. */
const resetsAt = Math.floor(Date.now() / 1000) + 7200;

/** As OpenAI's servers refuse an account that is used up. */
const usedUp = status(429, {
  body: {
    error: { type: 'usage_limit_reached', message: 'The usage limit has been reached', resets_at: resetsAt },
  },
  headers: {
    'x-codex-primary-used-percent': '100',
    'x-codex-primary-window-minutes': '300',
    'x-codex-primary-reset-at': String(resetsAt),
  },
});

describeAgent('codex', () => {
  let codex: CodexWorld;
  let id: string;

  beforeAll(async () => {
    const script = confirming((request, context) => {
      const said = request.lastUserText;
      if (said.includes('use it up')) return usedUp;
      return said.includes('log me out')
        ? status(401, { message: 'Your session has ended.' })
        : plot(request, context);
    });
    codex = await openCodexWorld(script);
    ({ id } = await codex.spawn());
  });
  afterAll(() => codex.end());

  test('a usage limit is told with its end; the dialog on it is answered, and takes no message', async () => {
    await codex.send(id, 'use it up');
    const asking = await codex.until(id, 'asking', ({ question }) => question?.tool === 'rate-limits');
    expect(asking.limit).toMatchObject({ kind: 'usage', until: resetsAt * 1000 });
    const message = await codex.send(id, 'hello');
    const choice = asking.question?.choices.findIndex(({ means }) => means === 'deny');
    done(await codex.client.call('instances.answer', { id, asked: asking.since, choice }));
    const free = await codex.until(id, 'free', ({ state, limit }) => state === 'ready' && limit === null);
    expect(free.question).toBeNull();
    expect(done(await codex.client.call('messages.get', { message }))).toMatchObject({ state: 'accepted' });
    // The model is the one that it had.
    expect(codex.api.exchanges.all.at(-1)?.request.model).toBe('scripted');
  });

  test('a login that expires in the middle of a run is told, until a turn succeeds', async () => {
    await codex.send(id, 'log me out');
    const held = await codex.until(id, 'held up', ({ limit }) => limit?.kind === 'login');
    expect(held.limit?.reason).toContain('401');
    await codex.until(id, 'ready', ({ state }) => state === 'ready');
    expect(await codex.world.json(['attention'])).toMatchObject([{ id, limit: { kind: 'login' } }]);
    await codex.say(id, 'better');
    await codex.until(id, 'unlimited', ({ limit }) => limit === null);
  });

  test('in a new home it asks how to sign in, and waits for the person', async () => {
    const file = new URL('../../../src-main/adapters/agents/shipped/codex.yaml', import.meta.url);
    const shipped = parse(readFileSync(file, 'utf8')) as ProfileInput;
    const home = join(codex.world.folder, 'new-home');
    mkdirSync(home);
    codex.world.writeProfile({ ...shipped, name: 'new', env: { ...shipped.env, CODEX_HOME: home } });
    const input = { profile: 'new', role: 'specialist' as const, confirm: true, task: '' };
    const { id: fresh } = done(await codex.client.call('instances.spawn', input));
    const asking = await codex.until(fresh, 'asking', ({ state }) => state === 'waiting');
    expect(asking.question).toMatchObject({ kind: 'dialog', tool: 'login' });
    expect(asking.question?.choices).toHaveLength(3);
    done(await codex.client.call('instances.terminate', { id: fresh }));
  });
});
