import { expect, test } from 'vitest';
import { AgentWorld } from '../../support/agent-clis/agent-world.ts';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { startsInARow } from '../starts-in-a-row.ts';

describeAgent('gemini', () => {
  test('starts and confirms 20 times in a row, and nothing is left of any', {
    timeout: 900_000,
  }, async () => {
    const world = await AgentWorld.open('gemini');
    expect(await startsInARow(world, 20)).toBe(20);
  });
});
