import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TuttiError } from '@contract/result.ts';
import { messageOf } from '@contract/view.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  done,
  endPids,
  eventually,
  HeadlessWorld,
  instancesOf,
  untilStates,
} from '../support/headless-host.ts';
import { ownMounts } from './own-mounts.ts';

const slow = 120_000;

let world: HeadlessWorld;

beforeEach(() => {
  world = new HeadlessWorld();
  world.writeProfile({
    name: 'sleeper',
    command: '/bin/sleep',
    args: ['86440'],
    confirm: { expected: false },
  });
}, slow);

afterEach(() => world.end(), slow);

const spawnSleeper = { profile: 'sleeper', role: 'specialist' } as const;

describe('a host that is killed', () => {
  it(
    'while it spawns leaves nothing that stands in the way, and nothing that runs unseen',
    async () => {
      for (const enough of [0, 2, 5, 9]) {
        const host = await world.serve();
        const client = await world.connect(host);
        const before = (await instancesOf(client)).length;
        const answers = Array.from({ length: 10 }, () => client.call('instances.spawn', spawnSleeper));
        let answered = 0;
        for (const answer of answers) void answer.then(() => answered++);
        await eventually('some have been answered', () => answered >= enough);
        const acknowledged = answered;
        await host.end('SIGKILL');
        await Promise.all(answers);

        const again = await world.serve();
        const next = await world.connect(again);
        const all = await instancesOf(next);
        expect(all.length).toBeGreaterThanOrEqual(before + acknowledged);
        const seen = [
          ...all.flatMap(({ pid }) => (pid === null ? [] : [pid])),
          ...done(await next.call('view.get', {})).orphans.map(({ pid }) => pid),
        ];
        expect(world.marked().filter((pid) => !seen.includes(pid))).toEqual([]);
        const alive = all.filter(({ state }) => state === 'ready').length;
        expect(world.running('/bin/sleep 86440').length).toBe(alive);
        // As many again: no worktree, branch or number of a spawn that was cut short is in the way.
        const more = await Promise.all(
          Array.from({ length: 6 }, () => next.call('instances.spawn', spawnSleeper)),
        );
        for (const one of more) expect(done(one).state).toBe('ready');
        await again.end();
      }
    },
    slow,
  );

  it(
    'while it ends a subtree leaves each either ended or alive in its pane, and can end them then',
    async () => {
      const host = await world.serve();
      const client = await world.connect(host);
      const trap = { name: 'stubborn', command: '/bin/sh', confirm: { expected: false } };
      world.writeProfile({ ...trap, args: ['-c', 'trap "" TERM HUP; sleep 86441 & while :; do wait; done'] });
      const profile = 'stubborn';
      const parent = done(await client.call('instances.spawn', { profile, role: 'manager' })).id;
      const children = [1, 2, 3].map(() =>
        client.call('instances.spawn', { profile, role: 'specialist', parent }),
      );
      await Promise.all(children);
      const ending = client.call('instances.terminate', { id: parent });
      // They ignore TERM, so it waits for its 3 s now.
      await eventually('TERM was sent', () => world.running('sleep 86441').length < 4);
      await host.end('SIGKILL');
      await ending;
      const again = await world.serve();
      const next = await world.connect(again);
      for (const one of await instancesOf(next)) {
        expect(['ready', 'crashed', 'terminated'], one.id).toContain(one.state);
      }
      done(await next.call('instances.terminate', { id: parent }));
      expect((await instancesOf(next)).map(({ state }) => state)).toEqual(Array(4).fill('terminated'));
      expect(world.marked()).toEqual([]);
      expect(done(await next.call('view.get', {})).orphans).toEqual([]);
    },
    slow,
  );

  it(
    'while it restarts crashed ones has one program for each at most',
    async () => {
      const host = await world.serve();
      const client = await world.connect(host);
      await Promise.all(Array.from({ length: 6 }, () => client.call('instances.spawn', spawnSleeper)));
      const server = await world.tmuxServer();
      process.kill(server ?? 0, 'SIGKILL');
      await untilStates(client, ['crashed']);
      await eventually('a new server is up', async () => {
        return done(await client.call('view.get', {})).terminals === 'up';
      });
      done(await client.call('instances.restartCrashed', {}));
      await eventually('some run', () => world.running('/bin/sleep 86440').length >= 2);
      await host.end('SIGKILL');
      const again = await world.serve();
      const next = await world.connect(again);
      done(await next.call('instances.restartCrashed', {}));
      await untilStates(next, ['ready']);
      const pids = (await instancesOf(next)).map(({ pid }) => pid ?? 0);
      expect(world.marked().sort()).toEqual(pids.sort());
      expect(pids).toHaveLength(6);
    },
    slow,
  );
});

// Elsewhere tests/adapters/sqlite holds the event log alone to it, with a limit on its pages.
if (ownMounts !== null) {
  const within = ownMounts;
  describe('a full disk', () => {
    const onSmallDisk = (state: string): readonly string[] => {
      const script = 'mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"';
      return [...within, 'sh', '-c', script, state];
    };

    it(
      'refuses with a remedy, keeps what was acknowledged, and goes on once there is room',
      async () => {
        // So deep that the socket goes elsewhere: from here nobody sees into that namespace.
        const state = join(world.folder, 'deep'.repeat(20), 'state');
        mkdirSync(state, { recursive: true });
        world.env.TUTTI_STATE_DIR = state;
        world.writeProfile({
          name: 'cat',
          command: '/bin/cat',
          confirm: { expected: false },
          submit: { maxBytes: 200 },
        });
        const host = await world.serve([], { within: onSmallDisk(state) });
        const client = await world.connect(host);
        const spawn = { profile: 'cat', role: 'specialist', place: 'repository' } as const;
        const { id } = done(await client.call('instances.spawn', spawn));
        const acknowledged: string[] = [];
        const unheard = done(await client.call('instances.spawn', spawn));
        const fill = (length: number): Promise<TuttiError> =>
          eventually(`there is no room for ${length} more`, async () => {
            const sent = await client.call('messages.send', { to: id, text: 'x'.repeat(length) });
            if (!sent.ok) return sent.error;
            acknowledged.push(sent.value.id);
            return null;
          });
        for (const length of [50_000, 5000, 500, 50, 1, 1]) {
          expect(await fill(length)).toMatchObject({
            code: 'disk_full',
            remedy: expect.stringMatching(/space|room/i),
          });
        }
        expect(acknowledged.length).toBeGreaterThan(3);

        // The host lives: it answers, shows, passes keys on, and refuses honestly.
        done(await client.call('status.get', {}));
        done(await client.call('instances.type', { id, bytes: Buffer.from('typed all the same\r') }));
        await eventually('keys get through', async () => {
          return done(await client.call('instances.read', { id }))
            .lines.join('\n')
            .includes('typed all the same');
        });
        expect(await client.call('instances.spawn', spawn)).toMatchObject({ ok: false });
        await endPids([unheard.pid ?? 0]);
        expect(world.marked()).toHaveLength(1);
        expect(host.process.exitCode).toBeNull();

        const enter = ['-t', String(host.process.pid), ...(process.getuid?.() === 0 ? [] : ['-U']), '-m'];
        execFileSync('nsenter', [...enter, 'mount', '-o', 'remount,size=30m', state]);
        const more = await eventually('a message is stored', async () => {
          const sent = await client.call('messages.send', { to: id, text: 'room again' });
          return sent.ok && sent.value;
        });
        const view = done(await client.call('view.get', {}));
        expect(acknowledged.filter((one) => messageOf(view, one) === undefined)).toEqual([]);
        await untilStates(client, ['crashed'], [unheard.id]);
        await eventually('everything is delivered', async () => {
          const all = done(await client.call('view.get', {})).messages.flat();
          expect(all.filter(({ state }) => state === 'failed')).toEqual([]);
          return all.some((one) => one.id === more.id) && all.every(({ state }) => /^acc|^ann/.test(state));
        });
        done(await client.call('instances.terminate', { id }));
        expect(await host.end()).toEqual({ status: 0, signal: null });
      },
      slow,
    );
  });
}
