import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, instancesOf, untilStates } from '../support/headless-host.ts';

/** Forty panes and worktrees on a loaded machine. */
const slow = 300_000;
const many = 40;

let world: HeadlessWorld;
let client: FrameClient;

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();

beforeAll(async () => {
  world = new HeadlessWorld();
  git(world.root, 'config', 'user.name', 'Ada');
  git(world.root, 'config', 'user.email', 'ada@example.invalid');
  await world.serve();
  client = await world.connect();
  const { settings } = done(await client.call('view.get', {}));
  const limits = { executives: 1, managers: 1, specialists: many, childrenEach: many };
  done(await client.call('settings.set', { ...settings, limits }));
  done(await client.call('instances.spawn', { profile: 'shell', role: 'executive', confirm: false }));
}, slow);

afterAll(() => world.end(), slow);

it(
  'forty spawned at once, and all finishing at once: each merge lands once, nothing is lost, the host answers meanwhile',
  async () => {
    const asked = { profile: 'shell', role: 'specialist', parent: 'exec_1', confirm: false } as const;
    const spawned = await Promise.all(
      Array.from({ length: many }, () => client.call('instances.spawn', asked)),
    );
    for (const one of spawned) done(one);
    await untilStates(client, ['ready']);
    const all = await instancesOf(client);
    const specialists = all.filter(({ role }) => role === 'specialist');
    expect(new Set(specialists.map(({ cwd }) => cwd)).size).toBe(many);
    const tips = specialists.map(({ id, cwd }) => {
      writeFileSync(join(cwd, `${id}.txt`), `${id}\n`);
      git(cwd, 'add', '.');
      git(cwd, 'commit', '--quiet', '-m', id);
      return git(cwd, 'rev-parse', 'HEAD');
    });

    const other = await world.connect();
    let answered = 0;
    const finishing = Promise.all(
      specialists.flatMap(({ id }) => [
        client.call('merges.request', { id }),
        client.call('instances.terminate', { id }),
      ]),
    );
    const merges = await eventually('all merges are over', async () => {
      const now = done(await other.call('merges.list', {}));
      const open = now.filter(({ state }) => state !== 'merged');
      // It is asked while they are under way, and answers.
      if (now.length > 0 && open.length > 0) answered += 1;
      return now.length === many && open.length === 0 && now;
    });
    for (const one of await finishing) done(one as Parameters<typeof done>[0]);
    expect(answered).toBeGreaterThan(0);

    const target = all.find(({ id }) => id === 'exec_1')?.cwd ?? '';
    expect(git(target, 'status', '--porcelain')).toBe('');
    for (const { id } of specialists) expect(existsSync(join(target, `${id}.txt`)), id).toBe(true);
    // Each by one merge commit, and by no other.
    const brought = git(target, 'log', '--first-parent', '--merges', '--format=%P').split('\n');
    expect(brought.map((parents) => parents.split(' ')[1]).toSorted()).toEqual(tips.toSorted());
    expect(new Set(merges.map(({ of }) => of)).size).toBe(many);
    git(world.root, 'fsck', '--no-dangling', '--no-progress');
  },
  slow,
);
