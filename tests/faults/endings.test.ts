import type { Instance } from '@contract/instances.ts';
import type { Orphan } from '@contract/view.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  endPids,
  eventually,
  HeadlessWorld,
  instancesOf,
  isAlive,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';

const slow = 90_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;

const script = (name: string, text: string): string => {
  world.writeProfile({ name, command: '/bin/sh', args: ['-c', text] });
  return name;
};

beforeAll(async () => {
  world = new HeadlessWorld();
  host = await world.serve();
  client = await world.connect();
}, slow);

afterAll(() => world.end(), slow);

const spawn = async (profile: string, parent?: string, role: Instance['role'] = 'specialist') => {
  const asked = { profile, role, confirm: profile === 'rehearsal', ...(parent ? { parent } : {}) };
  return client.call('instances.spawn', asked);
};

const screenOf = async (id: string): Promise<string> =>
  done(await client.call('instances.read', { id })).lines.join('\n');

const instance = async (id: string): Promise<Instance | undefined> =>
  (await instancesOf(client)).find((one) => one.id === id);

const orphans = async (): Promise<Orphan[]> => done(await client.call('view.get', {})).orphans;

/** Has a rehearsal agent start children, one of them in a session of its own that ignores TERM. Answers their ids. */
const childrenOf = async (id: string): Promise<number[]> => {
  done(await client.call('messages.send', { to: id, text: '/children 3' }));
  const line = await eventually(
    'its children run',
    async () => /children: (.*)/.exec(await screenOf(id))?.[1],
  );
  return [...line.matchAll(/\d+/g)].map(([pid]) => Number(pid));
};

describe('terminate', () => {
  it(
    'ends children, daemons and what ignores TERM, of a whole subtree, and nothing is left',
    async () => {
      const top = done(await spawn('rehearsal', undefined, 'executive'));
      await untilStates(client, ['ready'], [top.id]);
      const below = await Promise.all([1, 2].map(() => spawn('rehearsal', top.id, 'manager')));
      const ids = [top.id, ...below.map((one) => done(one).id)];
      await untilStates(client, ['ready'], ids);
      const pids = (await Promise.all(ids.map(childrenOf))).flat();
      expect(pids).toHaveLength(9);
      expect(pids.every(isAlive)).toBe(true);
      // Detached twice and without the marker: found as a child of the tree while that lives.
      const daemon = script(
        'daemon',
        'trap "" TERM HUP; (trap "" TERM HUP; setsid env -u TUTTI_INSTANCE sleep 86413 & wait) & echo up; wait',
      );
      const hard = done(await spawn(daemon, top.id, 'manager'));
      await eventually('it is up', async () => (await screenOf(hard.id)).includes('up'));

      const ended = await world.json(['terminate', top.id, '--reason', 'enough']);
      expect(ended.map(({ state }: Instance) => state)).toEqual([
        'terminated',
        'terminated',
        'terminated',
        'terminated',
      ]);
      expect(pids.filter(isAlive)).toEqual([]);
      expect(world.marked()).toEqual([]);
      expect(world.running('sleep 86413')).toEqual([]);
      expect(await orphans()).toEqual([]);
      const gaps = done(await client.call('events.list', { kinds: ['terminal.gapped'] }));
      expect(gaps).toEqual([]);
    },
    slow,
  );

  it('ends what has crashed as well, and is refused for what is not there', async () => {
    const dying = done(await spawn(script('dying', 'echo last words; exit 3')));
    await untilStates(client, ['crashed'], [dying.id]);
    done(await client.call('instances.terminate', { id: dying.id }));
    expect((await instance(dying.id))?.state).toBe('terminated');
    expect(await client.call('instances.terminate', { id: 'spec_999' })).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});

describe('a crash', () => {
  it(
    'shows what it left running; that can be ended one by one',
    async () => {
      const { id } = done(await spawn('rehearsal'));
      await untilStates(client, ['ready'], [id]);
      const pids = await childrenOf(id);
      done(await client.call('messages.send', { to: id, text: '/crash 7' }));
      const [crashed] = await untilStates(client, ['crashed'], [id]);
      expect(crashed?.exit).toEqual({ status: 7, signal: null });
      // Plain children are hung up with the terminal; what is in a session of its own stays.
      const detached = pids.at(-1) ?? 0;
      await eventually('the orphan is shown', async () =>
        (await orphans()).some(({ pid }) => pid === detached),
      );
      for (const { pid, instance: owner } of await orphans()) {
        expect(owner).toBe(`1/${id}`);
        await client.call('orphans.end', { pid });
      }
      await eventually('nothing is left', async () => !pids.some(isAlive));
      expect(await orphans()).toEqual([]);
      expect(await client.call('orphans.end', { pid: process.pid })).toMatchObject({
        error: { code: 'not_found' },
      });
    },
    slow,
  );

  it('has its last words as evidence, also when they come with the end', async () => {
    const many = script(
      'words',
      'i=0; while [ $i -lt 200 ]; do echo line $i; i=$((i+1)); done; echo "no licence found"; exit 9',
    );
    const spawned = await Promise.all(Array.from({ length: 6 }, () => spawn(many)));
    const ids = spawned.map((one) => done(one).id);
    const crashed = await untilStates(client, ['crashed'], ids);
    for (const one of crashed) {
      expect(one.exit).toEqual({ status: 9, signal: null });
      expect(one.reason).toContain('exit 9');
    }
    // tmux 3.3a itself loses the end of one in twenty programs that end while they print: not in its screen either.
    const whole = crashed.filter(({ evidence }) => evidence.includes('no licence found'));
    expect(whole.length).toBeGreaterThanOrEqual(ids.length / 2);
    expect(done(await client.call('events.list', { kinds: ['terminal.gapped'] }))).toEqual([]);
  });

  it('by a signal is told as such', async () => {
    const { id, pid } = done(await spawn(script('sleeper', 'echo up; exec sleep 86414')));
    await eventually('it is up', async () => (await screenOf(id)).includes('up'));
    process.kill(pid ?? 0, 'SIGSEGV');
    const [crashed] = await untilStates(client, ['crashed'], [id]);
    expect(crashed?.exit?.signal).toMatch(/SEGV|11/);
  });

  it(
    'of a restarted instance leaves one process: the new one',
    async () => {
      const { id, pid } = done(await spawn('sleeper'));
      const again = await Promise.all([1, 2, 3].map(() => client.call('instances.restart', { id })));
      expect(again.every(({ ok }) => ok)).toBe(true);
      const now = await instance(id);
      expect(now).toMatchObject({ state: 'ready', incarnation: 4 });
      expect(isAlive(pid ?? 0)).toBe(false);
      await eventually('the new one sleeps, alone', () => {
        const sleepers = world.running('sleep 86414');
        return sleepers.length === 1 && sleepers[0] === now?.pid;
      });
      done(await client.call('instances.terminate', { id }));
    },
    slow,
  );
});

describe('a program that does not start', () => {
  it('since it is not there is told with its name; the instance is crashed, not forgotten', async () => {
    world.writeProfile({ name: 'missing', command: 'no-such-program-86415' });
    const { code, err } = await world.cli(['spawn', '--profile', 'missing', '--role', 'specialist']);
    expect(code).toBe(1);
    expect(err).toContain('no-such-program-86415');
    const all = await instancesOf(client);
    expect(all.find(({ profile }) => profile === 'missing')).toMatchObject({ state: 'crashed' });
  });

  it('since it ends at once is told with how and what it said', async () => {
    const once = script('once', 'echo cannot read settings >&2; sleep 0.2; exit 4');
    const waited = await world.cli(['spawn', '--profile', once, '--role', 'specialist', '--wait', '--json']);
    expect(waited.code).toBe(1);
    expect(JSON.parse(waited.out)).toMatchObject({ state: 'crashed', exit: { status: 4 } });
    expect(JSON.parse(waited.out).evidence).toContain('cannot read settings');
  });
});

describe('the orphans of a killed host', () => {
  it(
    'are found at the next start and can be ended; a process without an owner is not touched',
    async () => {
      const lonely = script(
        'lonely',
        'setsid sh -c "trap \'\' HUP TERM; sleep 86416 & wait" & echo up; exec sleep 86417',
      );
      const { id, pid } = done(await spawn(lonely));
      await eventually('it is up', async () => (await screenOf(id)).includes('up'));
      await host.end('SIGKILL');
      await endPids([pid ?? 0]);
      host = await world.serve();
      client = await world.connect();
      await untilStates(client, ['crashed'], [id]);
      const found = await eventually('orphans are found', async () => {
        const all = await orphans();
        return all.some(({ command }) => command === 'sleep 86416') && all;
      });
      for (const one of found) await client.call('orphans.end', { pid: one.pid });
      expect(world.running('sleep 86416')).toEqual([]);
      expect(world.marked()).toEqual([]);
      await eventually('they are told as ended', async () => (await orphans()).length === 0);
    },
    slow,
  );
});
