import { expect, test } from 'vitest';
import type { AgentKind } from '../support/agent-clis/agent-kind.ts';
import { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { describeAgent } from '../support/agent-clis/describe-agent.ts';
import { done, eventually, isAlive } from '../support/headless-host.ts';

/** How far it came, for whoever looks at a run that failed. */
const tell = (round: number, ms: number): boolean =>
  process.stdout.write(`start ${round}: confirmed after ${ms} ms\n`);

/** Starts an instance, waits until it has confirmed, ends it and waits until none of its processes is left; again and again. */
const startsInARow = async (world: AgentWorld, times: number): Promise<number> => {
  let confirmed = 0;
  for (let round = 0; round < times; round++) {
    const begun = Date.now();
    const { id, pid } = await world.spawn();
    // The turn in which it confirms may go on: that is no part of its start.
    await world.until(id, `${id} has confirmed`, ({ state }) => state === 'ready' || state === 'busy');
    confirmed++;
    tell(confirmed, Date.now() - begun);
    done(await world.client.call('instances.terminate', { id }));
    await eventually(
      `nothing of ${id} is left`,
      () => !isAlive(pid ?? 0) && world.tutti.marked().length === 0,
    );
  }
  return confirmed;
};

/** A start takes a minute where much else is going on; only one that hangs should meet this. */
const patienceMs = 20 * 90_000;

/** The test that a real agent starts each time, and leaves nothing behind. */
export const startsTwentyTimes = (kind: AgentKind): void =>
  describeAgent(kind, () => {
    test('starts and confirms 20 times in a row, and nothing is left of any', {
      timeout: patienceMs,
    }, async () => {
      const world = await AgentWorld.open(kind);
      expect(await startsInARow(world, 20)).toBe(20);
    });
  });
