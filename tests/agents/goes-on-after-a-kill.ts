import { expect } from 'vitest';
import type { AgentKind } from '../support/agent-clis/agent-kind.ts';
import { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { done, eventually } from '../support/headless-host.ts';

/** Kills a real agent, which is seen, starts it again, and finds it in the conversation that it had. */
export const goesOnAfterAKill = async (kind: AgentKind): Promise<void> => {
  const world = await AgentWorld.open(kind);
  const { id, pid } = await world.spawnIdle();
  await world.settled((await world.send(id, 'the word is heliotrope')).id);
  const before = await world.untilState(id, 'ready');
  process.kill(pid ?? 0, 'SIGKILL');
  const crashed = await world.untilState(id, 'crashed');
  expect(crashed.exit).toMatchObject({ signal: 'SIGKILL' });
  await eventually('nothing of it is left', () => world.tutti.marked().length === 0);
  done(await world.client.call('instances.restart', { id }));
  const again = await world.untilState(id, 'ready');
  expect(again.session?.id).toBe(before.session?.id);
  expect(JSON.stringify(world.api.exchanges.all.at(-1)?.request.turns)).toContain('heliotrope');
};
