import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { done, eventually, HeadlessWorld, instancesOf, isAlive } from '../support/headless-host.ts';

const slow = 120_000;

let world: HeadlessWorld;

beforeEach(() => {
  world = new HeadlessWorld();
  const confirm = { expected: false };
  world.writeProfile({ name: 'sleeper', command: '/bin/sleep', args: ['86440'], confirm });
}, slow);

afterEach(() => world.end(), slow);

const spawnSleeper = { profile: 'sleeper', role: 'specialist' } as const;

/** Says that it runs, and waits until it is let go; what it starts has left its group. */
const waiting = (folder: string): string =>
  `echo "preparing"; setsid sleep 86449 & echo $$ > "${folder}/pid"; cat .env; while [ ! -e "${folder}/go" ]; do sleep 0.05; done; echo $(cat .env) > made`;

it(
  'a host that is killed while a worktree is set up leaves a command that its next ends, and a restart begins anew',
  async () => {
    writeFileSync(join(world.root, '.env'), 'SECRET=1\n');
    const host = await world.serve();
    const client = await world.connect(host);
    const worktrees = { copy: ['.env'], setup: waiting(world.folder) };
    done(await client.call('settings.set', { worktrees }));
    const spawned = done(await client.call('instances.spawn', spawnSleeper));
    expect(spawned).toMatchObject({ state: 'starting', setUp: { state: 'under-way' } });
    const pidFile = join(world.folder, 'pid');
    await eventually('the set-up runs', () => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await host.end('SIGKILL');
    expect(isAlive(pid)).toBe(true);

    const again = await world.serve();
    const next = await world.connect(again);
    const [one] = await instancesOf(next);
    expect(one).toMatchObject({ id: spawned.id, state: 'crashed', setUp: { state: 'failed' } });
    expect(one?.reason).toContain('its host ended while its worktree was being set up');
    await eventually(
      'the command has ended, with what it started',
      () => !isAlive(pid) && world.running('sleep 86449').length === 0,
    );
    expect(existsSync(join(spawned.cwd, 'made'))).toBe(false);

    writeFileSync(join(world.folder, 'go'), '');
    done(await next.call('instances.restart', { id: spawned.id }));
    await eventually('its program runs', async () => (await instancesOf(next))[0]?.state === 'ready');
    expect(readFileSync(join(spawned.cwd, 'made'), 'utf8')).toBe('SECRET=1\n');
    const { report } = done(await next.call('instances.setUp', { id: spawned.id }));
    expect(report).toMatchObject({ trouble: null, check: { outcome: 'passed' } });
    expect(report?.check?.output).toBe('preparing\nSECRET=1\n');
    expect(world.running('sleep 86449')).toEqual([]);
    await again.end();
  },
  slow,
);

it(
  'a set-up that fails starts no program, tells what it printed, and leaves nothing running',
  async () => {
    const host = await world.serve();
    const client = await world.connect(host);
    done(
      await client.call('settings.set', {
        worktrees: { setup: 'sleep 86448 & echo no such package >&2; exit 3' },
      }),
    );
    const { id } = done(await client.call('instances.spawn', spawnSleeper));
    await eventually('it has failed', async () => (await instancesOf(client))[0]?.state === 'crashed');
    const [one] = await instancesOf(client);
    expect(one).toMatchObject({ id, evidence: 'no such package\n', setUp: { state: 'failed' } });
    expect(world.running('sleep 86448')).toEqual([]);
    expect(world.running('/bin/sleep 86440')).toEqual([]);
    await host.end();
  },
  slow,
);
