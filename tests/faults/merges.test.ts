import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Merge } from '@contract/merges.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import {
  done,
  eventually,
  HeadlessWorld,
  isAlive,
  type ServedHost,
  untilStates,
} from '../support/headless-host.ts';

/** A loaded machine takes its time for hosts and panes. */
const slow = 300_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;
const folders = new Map<string, string>();

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();

const commit = (id: string, file: string, text: string): string => {
  const folder = folders.get(id) ?? '';
  writeFileSync(join(folder, file), text);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', `${file} by ${id}`);
  return git(folder, 'rev-parse', 'HEAD');
};

const merges = async (): Promise<Merge[]> => done(await client.call('merges.list', {}));

const isOver = ({ state }: Merge): boolean =>
  state === 'merged' || state === 'conflicted' || state === 'failed';

const untilOver = (): Promise<Merge[]> =>
  eventually('all merges are over', async () => {
    const all = await merges();
    return all.every(isOver) ? all : null;
  });

/** Stands before git in the host's PATH: ends the host behind the call whose number is in `left`, which it counts down. */
const writeKiller = (real: string): string => {
  const folder = join(world.folder, 'killer');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/sh
${real} "$@"
code=$?
case "$*" in *merge-tree*|*commit-tree*|*update-ref*|*worktree*|*read-tree*|*merge*|*checkout*|*reset*)
  left=$(cat "${folder}/left" 2>/dev/null || echo)
  if [ -n "$left" ]; then
    if [ "$left" -le 1 ]; then rm -f "${folder}/left"; kill -9 $PPID; else echo $((left - 1)) > "${folder}/left"; fi
  fi
esac
exit $code
`,
  );
  chmodSync(join(folder, 'git'), 0o755);
  return folder;
};

beforeAll(async () => {
  world = new HeadlessWorld();
  git(world.root, 'config', 'user.name', 'Ada');
  git(world.root, 'config', 'user.email', 'ada@example.invalid');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  world.env.PATH = `${writeKiller(real)}:${world.env.PATH}`;
  host = await world.serve();
  client = await world.connect();
  const spawn = async (role: 'executive' | 'manager' | 'specialist', parent?: string) =>
    done(
      await client.call('instances.spawn', {
        profile: 'shell',
        role,
        confirm: false,
        ...(parent === undefined ? {} : { parent }),
      }),
    );
  await spawn('executive');
  await spawn('manager', 'exec_1');
  for (let at = 0; at < 3; at += 1) await spawn('specialist', 'mgr_1_1');
  for (const { id, cwd } of await untilStates(client, ['ready', 'ready', 'ready', 'ready', 'ready']))
    folders.set(id, cwd);
}, slow);

afterAll(() => world.end(), slow);

it('merges specialists into their manager, whose clean worktree follows, and a conflict goes to its author', {
  timeout: slow,
}, async () => {
  commit('spec_1_1_1', 'a.txt', 'one\n');
  commit('spec_1_1_2', 'a.txt', 'two\n');
  commit('spec_1_1_3', 'ä b.txt', 'three\n');
  for (const id of ['spec_1_1_1', 'spec_1_1_2', 'spec_1_1_3'])
    done(await client.call('merges.request', { id }));
  const all = await untilOver();
  expect(all.map(({ state }) => state)).toEqual(['merged', 'conflicted', 'merged']);
  const manager = folders.get('mgr_1_1') ?? '';
  expect(readFileSync(join(manager, 'a.txt'), 'utf8')).toBe('one\n');
  expect(readFileSync(join(manager, 'ä b.txt'), 'utf8')).toBe('three\n');
  expect(git(manager, 'status', '--porcelain')).toBe('');
  expect(git(manager, 'log', '-1', '--format=%(trailers:key=Tutti-Instance,valueonly)', 'HEAD')).toBe(
    'spec_1_1_3',
  );
  // As it was told: it merges the other side, and the queue goes on by itself.
  const author = folders.get('spec_1_1_2') ?? '';
  expect(() => git(author, 'merge', '--quiet', 'tutti/1/mgr_1_1')).toThrow();
  writeFileSync(join(author, 'a.txt'), 'one and two\n');
  git(author, 'add', '.');
  git(author, 'commit', '--quiet', '-m', 'Both');
  const after = await untilOver();
  await eventually('it is merged', async () => (await merges())[1]?.state === 'merged');
  expect(after).toHaveLength(3);
  expect(readFileSync(join(manager, 'a.txt'), 'utf8')).toBe('one and two\n');
});

it('waits for a checkout with changes, and says so', { timeout: slow }, async () => {
  const manager = folders.get('mgr_1_1') ?? '';
  writeFileSync(join(manager, 'a.txt'), 'not committed\n');
  commit('spec_1_1_1', 'b.txt', 'b\n');
  done(await client.call('merges.request', { id: 'spec_1_1_1' }));
  const waiting = await eventually('it waits', async () =>
    (await merges()).find(({ state }) => state === 'waiting'),
  );
  expect(waiting.reason).toContain('has changes that are not committed: a.txt');
  expect(readFileSync(join(manager, 'a.txt'), 'utf8')).toBe('not committed\n');
  git(manager, 'checkout', '--', 'a.txt');
  await untilOver();
  expect(readFileSync(join(manager, 'b.txt'), 'utf8')).toBe('b\n');
});

it('a host that is killed after any command of git leaves a merge that the next one finishes', {
  timeout: slow,
}, async () => {
  const manager = folders.get('mgr_1_1') ?? '';
  const left = join(world.folder, 'killer', 'left');
  let died = true;
  for (let after = 1; died; after += 1) {
    const tip = commit('spec_1_1_3', `file-${after}.txt`, `${after}\n`);
    writeFileSync(left, String(after));
    const pid = host.ready.pid;
    const asked = client.call('merges.request', { id: 'spec_1_1_3' }).catch(() => null);
    await eventually('it is merged or dead', async () => {
      if (!isAlive(pid)) return true;
      const all = await client.call('merges.list', {}).catch(() => null);
      return all?.ok === true && all.value.at(-1)?.state === 'merged' && all.value.at(-1)?.tip === tip;
    });
    await asked;
    died = !existsSync(left);
    rmSync(left, { force: true });
    if (died) {
      await host.end('SIGKILL');
      host = await world.serve();
      client = await world.connect();
      // One that died before it had written that it was asked has to be asked again.
      done(await client.call('merges.request', { id: 'spec_1_1_3' }));
    }
    await untilOver();
    expect(git(manager, 'status', '--porcelain'), `after ${after}`).toBe('');
    expect(readFileSync(join(manager, `file-${after}.txt`), 'utf8')).toBe(`${after}\n`);
    expect(git(world.root, 'fsck', '--no-dangling', '--no-progress')).toBe('');
    expect(after).toBeLessThan(40);
  }
});

it('what is taken back is gone from the branch and from its worktree', { timeout: slow }, async () => {
  const manager = folders.get('mgr_1_1') ?? '';
  commit('spec_1_1_1', 'to-be-undone.txt', 'x\n');
  done(await client.call('merges.request', { id: 'spec_1_1_1' }));
  await untilOver();
  expect(existsSync(join(manager, 'to-be-undone.txt'))).toBe(true);
  expect(done(await client.call('merges.undo', {}))).toMatchObject({
    state: 'undone',
    undone: { way: 'back' },
  });
  expect(existsSync(join(manager, 'to-be-undone.txt'))).toBe(false);
  expect(git(manager, 'status', '--porcelain')).toBe('');
});
