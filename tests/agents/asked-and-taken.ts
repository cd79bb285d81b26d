import { expect } from 'vitest';
import type { AgentWorld } from '../support/agent-clis/agent-world.ts';
import { done } from '../support/headless-host.ts';

/** Whether an instance has ever asked a person. */
export const wasAsked = async (world: AgentWorld, id: string): Promise<boolean> => {
  const query = { instance: id, kinds: ['instance.changed'], limit: 500 };
  const events = done(await world.client.call('events.list', query));
  return events.some((event) => event.kind === 'instance.changed' && event.data.to === 'waiting');
};

/** Sends a message, which must be taken. */
export const takesIts = async (world: AgentWorld, id: string, message: string): Promise<void> => {
  expect(await world.settled((await world.send(id, message)).id)).toMatchObject({ state: 'accepted' });
};
