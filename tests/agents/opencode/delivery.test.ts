import { expect, test } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { deliverAll } from '../all-delivered.ts';
import { nastyTexts } from '../nasty-texts.ts';

describeAgent('opencode', () => {
  test('every nasty text is taken once, or waits in the inbox', { timeout: 900_000 }, async () => {
    const world = await AgentWorld.open('opencode');
    const { id } = await world.spawnIdle();
    const outcomes = await deliverAll(world, id);
    expect(outcomes).toHaveLength(nastyTexts.length);
    for (const outcome of outcomes) {
      expect(outcome.seen, JSON.stringify(outcome)).toBe(1);
      expect(outcome.exact || outcome.state === 'announced', JSON.stringify(outcome)).toBe(true);
    }
  });
});
