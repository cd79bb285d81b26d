import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { done } from '../../support/headless-host.ts';
import { ClaudeWorld } from './claude-world.ts';

/** Enough to meet what happens once in ten starts. */
const starts = 20;

describeAgent('claude', () => {
  test(`${starts} starts, two at a time, each end in a confirmed instance with nothing odd on the way`, async () => {
    const world = await ClaudeWorld.forTest();
    const client = await world.client();
    const start = async (): Promise<string[]> => {
      const { id, pid } = await world.spawnReady();
      // What `ps` shows to everyone on the machine holds no secret.
      const { TUTTI_TOKEN: token = '', TUTTI_NONCE: nonce = '' } = world.world.environmentOf(pid ?? 0);
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      expect(token).not.toBe('');
      expect(commandLine).not.toContain(token);
      expect(commandLine).not.toContain(nonce);
      const states = await statesOf(world, id);
      done(await client.call('instances.terminate', { id }));
      return states;
    };
    const series = async (): Promise<string[][]> => {
      const seen: string[][] = [];
      for (let at = 0; at < starts / 2; at++) seen.push(await start());
      return seen;
    };
    const seen = (await Promise.all([series(), series()])).flat();
    expect(seen).toHaveLength(starts);
    for (const states of seen) expect(states).toEqual(['confirming', 'ready']);
    expect(world.world.marked()).toEqual([]);
  }, 400_000);
});

/** Every state that an instance came into, in order. */
const statesOf = async (world: ClaudeWorld, id: string): Promise<string[]> => {
  const client = await world.client();
  const events = done(
    await client.call('events.list', { instance: id, kinds: ['instance.changed'], limit: 500 }),
  );
  return events.flatMap((event) => (event.kind === 'instance.changed' ? [event.data.to] : []));
};
