import type { TuttiEvent } from '@contract/events.ts';
import type { Instance } from '@contract/instances.ts';
import { settingsSchema } from '@contract/settings.ts';
import { afterEach, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  eventually,
  HeadlessWorld,
  instancesOf,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';
import { countOf, recordOf, writeRecorder } from './crew.ts';

const slow = 120_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;

const open = async (recovers: boolean): Promise<void> => {
  world = new HeadlessWorld({ recovers });
  writeRecorder(world);
  host = await world.serve();
  client = await world.connect();
};

const anotherHost = async (): Promise<void> => {
  await host.end('SIGKILL');
  host = await world.serve();
  client = await world.connect();
};

afterEach(() => world.end(), slow);

const spawn = async (role: Instance['role'], parent?: string, profile = 'recorder') =>
  client.call('instances.spawn', {
    profile,
    role,
    task: `Be a ${role}`,
    ...(parent === undefined ? {} : { parent }),
  });
const one = async (id: string): Promise<Instance> => {
  const found = (await instancesOf(client)).find((instance) => instance.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const pidOf = async (id: string): Promise<number> => (await one(id)).pid ?? 0;
/** A command that an instance's own program gives, in its name. */
const as = async (id: string, words: readonly string[]) =>
  world.cli(words, { env: world.environmentOf(await pidOf(id)) });
const events = async (...kinds: TuttiEvent['kind'][]): Promise<TuttiEvent[]> =>
  done(await client.call('events.list', { kinds, limit: 5000 }));

it(
  'a parent is killed: its children keep working, and find it again under its id',
  async () => {
    await open(true);
    done(await spawn('executive'));
    await untilStates(client, ['ready'], ['exec_1']);
    done(await spawn('manager', 'exec_1'));
    await untilStates(client, ['ready'], ['mgr_1_1']);
    done(await spawn('specialist', 'mgr_1_1'));
    done(await spawn('specialist', 'mgr_1_1'));
    await untilStates(client, ['ready']);
    const before = await instancesOf(client);
    process.kill(await pidOf('mgr_1_1'), 'SIGKILL');
    await untilStates(client, ['crashed', 'starting', 'confirming'], ['mgr_1_1']);

    const said = await as('spec_1_1_1', ['send', 'mgr_1_1', 'half of it is done']);
    expect(said.code, said.err).toBe(0);
    await untilStates(client, ['ready'], ['mgr_1_1']);
    expect(await one('mgr_1_1')).toMatchObject({ incarnation: 2, parent: 'exec_1' });
    await eventually('it has the message of its child', () =>
      recordOf(world, 'mgr_1_1').includes('half of it is done'),
    );
    expect(countOf(recordOf(world, 'mgr_1_1').toString(), 'half of it is done')).toBe(1);
    for (const id of ['spec_1_1_1', 'spec_1_1_2']) {
      const { pid, pane, cwd } = before.find((instance) => instance.id === id) ?? {};
      expect(await one(id)).toMatchObject({ incarnation: 1, parent: 'mgr_1_1', pid, pane, cwd });
    }
    const answered = await as('mgr_1_1', ['send', 'spec_1_1_2', 'go on']);
    expect(answered.code, answered.err).toBe(0);
    await eventually('its child hears of it', () => recordOf(world, 'spec_1_1_2').includes('go on'));
  },
  slow,
);

it(
  'a profile that fails at every start is not started any more, also by the next host, until the person says so',
  async () => {
    await open(false);
    world.writeProfile({ name: 'broken', command: '/bin/sh', args: ['-c', 'echo no >&2; exit 3'] });
    for (let at = 1; at <= 5; at++) {
      const spawned = await spawn('executive', undefined, 'broken');
      if (spawned.ok) await untilStates(client, ['crashed'], [spawned.value.id]);
    }
    const ended = await instancesOf(client);
    const refused = await spawn('executive', undefined, 'broken');
    expect(refused).toMatchObject({ ok: false, error: { code: 'cannot_start', field: 'profile' } });

    await anotherHost();
    expect(await spawn('executive', undefined, 'broken')).toMatchObject({ ok: false });
    expect(await instancesOf(client)).toHaveLength(ended.length);
    expect(await world.json(['attention'])).toContainEqual(
      expect.objectContaining({ scope: 'profile', name: 'broken', state: 'open' }),
    );
    const shown = await world.cli(['attention']);
    expect(shown.out).toContain('broken  failed too often and rests until');
    const closed = await world.cli(['breakers', 'close', 'broken']);
    expect(closed.code, closed.err).toBe(0);
    expect(await spawn('executive')).toMatchObject({ ok: true });
  },
  slow,
);

it(
  'an agent’s wish waits for the person over the death of the host, and a yes on the command line grants it once',
  async () => {
    await open(false);
    done(
      await client.call(
        'settings.set',
        settingsSchema.parse({
          approval: 'all',
          coordination: { planBeforeSpawn: false },
          starts: { keepFreeMb: 0 },
          recovery: { restart: 'off' },
        }),
      ),
    );
    done(await spawn('executive'));
    await untilStates(client, ['ready'], ['exec_1']);
    const asking = as('exec_1', ['spawn', '--profile', 'recorder', '--role', 'manager', '--task', 'Lead']);
    const [wish] = await eventually('the wish is asked', async () => {
      const all = done(await client.call('approvals.list', {}));
      return all.length > 0 && all;
    });
    await anotherHost();
    expect((await asking).code, 'its host has gone').not.toBe(0);
    const listed = await world.cli(['attention']);
    expect(listed.out).toContain(`${wish?.wish}  exec_1 asks for a manager`);
    const approved = await world.cli(['approve', wish?.wish ?? '']);
    expect(approved.code, approved.err).toBe(0);
    await untilStates(client, ['ready'], ['mgr_1_1']);
    await eventually('it is told', () => recordOf(world, 'exec_1').includes('mgr_1_1 has been spawned'));
    expect(await instancesOf(client)).toHaveLength(2);
    const denied = as('exec_1', ['spawn', '--profile', 'recorder', '--role', 'manager', '--task', 'Again']);
    const next = await eventually('the next wish is asked', async () => {
      const [asked] = done(await client.call('approvals.list', {}));
      return asked?.wish;
    });
    await world.cli(['approve', next, '--deny', '--reason', 'one is enough']);
    expect((await denied).err).toContain('one is enough');
  },
  slow,
);

it(
  'no more start at the same moment than are to, and all come to be ready',
  async () => {
    await open(false);
    const settings = { starts: { together: 2, keepFreeMb: 0 }, recovery: { restart: 'off' } };
    done(await client.call('settings.set', settingsSchema.parse(settings)));
    done(await spawn('executive'));
    await untilStates(client, ['ready'], ['exec_1']);
    const spawned = await Promise.all(Array.from({ length: 7 }, () => spawn('specialist', 'exec_1')));
    expect(spawned.every(({ ok }) => ok)).toBe(true);
    await untilStates(client, ['ready']);
    const starting = new Set<string>();
    let most = 0;
    for (const event of await events('instance.launched', 'instance.changed')) {
      if (event.kind === 'instance.launched') starting.add(event.data.id);
      else if (event.kind === 'instance.changed' && event.data.to === 'ready') starting.delete(event.data.id);
      most = Math.max(most, starting.size);
    }
    expect(most).toBeLessThanOrEqual(2);
    const held = await events('instance.startHeld');
    // How many find the gate full depends on how soon the ones before them are ready.
    expect(held.length).toBeGreaterThan(0);
  },
  slow,
);
