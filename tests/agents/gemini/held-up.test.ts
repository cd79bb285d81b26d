import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { status } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { steered } from '../../support/model-api/steered-plot.ts';

// Several starts a test, each up to a minute where much else is going on.
vi.setConfig({ testTimeout: 400_000 });

/** As Google's servers refuse a key whose quota of the day is used up. */
const usedUp = status(429, {
  body: {
    error: {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota, please check your plan and billing details.',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
          violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel', quotaValue: '250' }],
        },
      ],
    },
  },
});

const script: Script = (request, context) => {
  if (request.newText.includes('use it up')) return usedUp;
  return steered(request, context);
};

describeAgent('gemini', () => {
  test('a quota that is used up is a question in the middle of a turn, and no message answers it', async () => {
    const world = await AgentWorld.open('gemini', { script });
    const { id } = await world.spawnIdle();
    await world.send(id, 'use it up');
    const asks = await world.asks(id);
    expect(asks.question).toMatchObject({ kind: 'dialog', tool: 'usage-limit' });
    await world.until(id, 'its limit is known', ({ limit }) => limit?.kind === 'usage');
    const { id: message } = await world.send(id, 'hello');
    done(await world.client.call('instances.answer', { id, asked: asks.since, choice: 1 }));
    expect(await world.settled(message)).toMatchObject({ state: 'accepted' });
    await world.until(id, 'it is free', ({ limit, state }) => limit === null && state === 'ready');
  });

  test('in a new home it asks how to sign in, and for the key', async () => {
    const world = await AgentWorld.open('gemini', { script });
    rmSync(join(world.home.folder, '.gemini', 'settings.json'));
    const { id } = await world.spawn();
    const asks = await world.asks(id);
    expect(asks.question).toMatchObject({ kind: 'dialog', tool: 'login' });
    expect(asks.question?.choices).toHaveLength(3);
    await world.answer(id, 1);
    await world.until(id, 'it asks for the key', ({ question }) => question?.tool === 'key');
    await world.answer(id, 0);
    await world.until(id, 'its dialog is gone', ({ question }) => question === null);
  });
});
