import { expect, test } from 'vitest';
import type { AgentKind } from '../support/agent-clis/agent-kind.ts';
import { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { describeAgent } from '../support/agent-clis/describe-agent.ts';
import { deliverAll } from './all-delivered.ts';

/** Each text four times: one that it has heard before is one more message, and not a repetition. */
const messages = 200;

/** The test that a real agent is given every difficult text exactly and once, or finds it in its inbox. */
export const takesEveryText = (kind: AgentKind): void =>
  describeAgent(kind, () => {
    test(`${messages} messages of the nastiest texts: each taken once and exactly, or left in the inbox`, {
      timeout: 900_000,
    }, async () => {
      const world = await AgentWorld.open(kind);
      const { id } = await world.spawnIdle();
      const outcomes = await deliverAll(world, id, messages);
      expect(outcomes).toHaveLength(messages);
      for (const outcome of outcomes) {
        expect(outcome.seen, JSON.stringify(outcome)).toBe(1);
        expect(outcome.exact || outcome.state === 'announced', JSON.stringify(outcome)).toBe(true);
      }
    });
  });
