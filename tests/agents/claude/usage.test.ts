import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { claudeTools } from '../../support/model-api/claude-tools.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { text, thinking, usage } from '../../support/model-api/reply.ts';
import { ClaudeWorld } from './claude-world.ts';

describeAgent('claude', () => {
  test('its tokens are those that the model server counted, those of its sub-agents included', async () => {
    const world = await ClaudeWorld.forTest();
    const { id, cwd } = await world.spawnReady();
    const cost = usage({ input: 100, output: 20, cacheRead: 3000, cacheWrite: 400 });
    world.play((request) => {
      if (request.subAgentId !== null) return [text('found it'), cost];
      if (request.newText.includes('Look'))
        return [thinking('hm'), text('I have it looked for.'), claudeTools.subAgent('Look', 'Look'), cost];
      if (request.newText.includes('Read')) return [handsOf(request).readFile(`${cwd}/nothing-there`), cost];
      return [text('done'), cost];
    });
    for (const message of ['Look for it.', 'Read it.', 'Go on.']) {
      await world.send(id, message);
      await world.api.exchanges.ended(message, ({ request }) => request.newText.includes(message));
    }
    const counted = () => world.api.exchanges.usage(({ request }) => request.kind === 'main');
    const after = await world.until(id, 'has told of all its tokens', ({ used, state }) => {
      const [told] = Object.values(used);
      const { input, output, cacheRead, cacheWrite } = counted();
      return (
        state === 'ready' &&
        told?.input === input &&
        told.output === output &&
        told.cacheRead === cacheRead &&
        told.cacheWrite === cacheWrite &&
        // Its status line is written a moment later.
        told.contextWindow !== null &&
        told.costBy === 'agent' &&
        (told.cost ?? 0) > 0
      );
    });
    const [told] = Object.values(after.used);
    expect(told).toMatchObject({ model: 'claude-opus-4-8', context: 3500, contextWindow: 1_000_000 });
  });
});
