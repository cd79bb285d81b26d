import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TuttiEvent } from '@contract/events.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, instancesOf } from '../support/headless-host.ts';

const slow = 180_000;
const program = resolve(import.meta.dirname, 'silent-worker.mjs');
/** Long against what it takes to look at processes on a machine that is loaded. */
const stalledSeconds = 4;

let world: HeadlessWorld;
let client: FrameClient;
const enough = (): string => join(world.folder, 'enough');

beforeAll(async () => {
  world = new HeadlessWorld();
  const plain = { command: process.execPath, stalledSeconds, signs: { busy: ['WORKING'] } };
  const unasked = { expected: false, reminder: 'none' };
  world.writeProfile({ ...plain, name: 'compiles', args: [program, 'compile', enough()], confirm: unasked });
  world.writeProfile({ ...plain, name: 'spins', args: [program, 'spin'], confirm: unasked });
  await world.serve();
  client = await world.connect();
}, slow);
afterAll(() => world.end(), slow);

const spawn = async (profile: string): Promise<string> =>
  done(await client.call('instances.spawn', { profile, role: 'specialist' })).id;

const stallsOf = async (id: string): Promise<TuttiEvent[]> => {
  const events = done(await client.call('events.list', { instance: id, kinds: ['instance.changed'] }));
  return events.filter((event) => event.kind === 'instance.changed' && event.data.to === 'stalled');
};

const untilStalled = (id: string): Promise<TuttiEvent> =>
  eventually(`${id} is stalled`, async () => (await stallsOf(id))[0]);

describe('an agent that is silent', () => {
  it('is not stalled while what it started works, and is once that has ended', {
    timeout: slow,
  }, async () => {
    const id = await spawn('compiles');
    // Its last output is a second old at most when it falls silent: a later sign can only be its processes'.
    const { spawnedAt } = (await instancesOf(client)).find((one) => one.id === id) ?? { spawnedAt: 0 };
    await eventually('its processes were taken for a sign of life, twice', async () => {
      const { instance } = done(await client.call('progress.get', { id }));
      return (instance.own.lastSign ?? 0) > spawnedAt + 2.5 * stalledSeconds * 1000;
    });
    expect(await stallsOf(id)).toEqual([]);
    writeFileSync(enough(), '');
    await untilStalled(id);
  });

  it('is stalled when it hangs with a spinner and a clock running', { timeout: slow }, async () => {
    const id = await spawn('spins');
    const stalled = await untilStalled(id);
    expect(stalled).toMatchObject({ data: { witness: 'process', reason: 'no sign of life for 4 s' } });
    const before = done(await client.call('instances.read', { id })).lines.join('\n');
    await eventually('it spins still', async () => {
      const now = done(await client.call('instances.read', { id })).lines.join('\n');
      return now !== before && now.includes('WORKING');
    });
    const { instance } = done(await client.call('progress.get', { id }));
    expect(instance.state).toBe('stalled');
    expect(instance.own.lastSign).toBeLessThan(stalled.at);
  });
});
