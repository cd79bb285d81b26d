import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Merge, MergeState } from '@contract/merges.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FrameClient } from '../../src-main/hosts/frame-client/frame-client.ts';
import { done, eventually, HeadlessWorld, type ServedHost, untilStates } from '../support/headless-host.ts';

/** A loaded machine takes its time for hosts and panes. */
const slow = 300_000;

let world: HeadlessWorld;
let host: ServedHost;
let client: FrameClient;
const folders = new Map<string, string>();

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();

const commit = (id: string, files: Readonly<Record<string, string>>): void => {
  const folder = folders.get(id) ?? '';
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '-m', `by ${id}`);
};

const becomes = (id: string, state: MergeState): Promise<Merge> =>
  eventually(`${id} is ${state}`, async () => {
    const all = done(await client.call('merges.list', {}));
    return all.find((merge) => merge.id === id && merge.state === state);
  });

beforeAll(async () => {
  world = new HeadlessWorld();
  git(world.root, 'config', 'user.name', 'Ada');
  git(world.root, 'config', 'user.email', 'ada@example.invalid');
  host = await world.serve();
  client = await world.connect();
  const spawn = async (role: 'executive' | 'manager' | 'specialist', parent?: string) =>
    done(
      await client.call('instances.spawn', {
        ...{ profile: 'shell', role, confirm: false },
        ...(parent === undefined ? {} : { parent }),
      }),
    );
  await spawn('executive');
  await spawn('manager', 'exec_1');
  for (let at = 0; at < 2; at += 1) await spawn('specialist', 'mgr_1_1');
  for (const { id, cwd } of await untilStates(client, ['ready', 'ready', 'ready', 'ready']))
    folders.set(id, cwd);
}, slow);

afterAll(() => world.end(), slow);

it('a conflict is resolved over the death of a host, lands, and is resolved from memory the next time', {
  timeout: slow,
}, async () => {
  const manager = folders.get('mgr_1_1') ?? '';
  commit('spec_1_1_1', { 'a.txt': 'one\n', 'b.txt': 'eins\n' });
  commit('spec_1_1_2', { 'a.txt': 'two\n', 'b.txt': 'zwei\n', 'own.txt': 'x\n' });
  done(await client.call('merges.request', { id: 'spec_1_1_1' }));
  await becomes('merge_1', 'merged');
  done(await client.call('merges.request', { id: 'spec_1_1_2' }));
  await becomes('merge_2', 'conflicted');
  const merge = 'merge_2';
  const saved = await client.call('merges.resolve', {
    merge,
    files: [{ path: 'a.txt', how: 'text', text: 'one and two\n' }],
  });
  expect(done(saved).left).toEqual([{ path: 'b.txt', line: 1 }]);
  expect(await client.call('merges.resolve', { merge, finish: true })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'files', message: 'b.txt:1 has a marker' },
  });

  await host.end('SIGKILL');
  host = await world.serve();
  client = await world.connect();
  const { files } = done(await client.call('merges.conflict', { merge }));
  expect(files).toMatchObject([
    { path: 'a.txt', resolved: true, result: { text: 'one and two\n' } },
    { path: 'b.txt', resolved: false, hunks: [{ kind: 'conflict', ours: 'eins\n', theirs: 'zwei\n' }] },
  ]);
  done(
    await client.call('merges.resolve', { merge, files: [{ path: 'b.txt', how: 'theirs' }], finish: true }),
  );
  expect(await becomes(merge, 'merged')).toMatchObject({ reason: 'resolved by hand' });
  expect(readFileSync(join(manager, 'a.txt'), 'utf8')).toBe('one and two\n');
  expect(readFileSync(join(manager, 'b.txt'), 'utf8')).toBe('zwei\n');
  expect(readFileSync(join(manager, 'own.txt'), 'utf8')).toBe('x\n');
  expect([git(manager, 'status', '--porcelain'), git(world.root, 'status', '--porcelain')]).toEqual(['', '']);
  expect(git(world.root, 'worktree', 'list')).not.toContain('resolve-1-merge_2');

  // Taken back, and asked for again: the same sides meet.
  done(await client.call('merges.undo', { merge }));
  done(await client.call('merges.request', { id: 'spec_1_1_2' }));
  const again = await eventually('it is tried', async () =>
    done(await client.call('merges.list', {})).find(
      ({ id, state }) => id === 'merge_3' && (state === 'merged' || state === 'conflicted'),
    ),
  );
  expect(again).toMatchObject({
    state: 'merged',
    resolved: { way: 'memory' },
    reason: 'resolved as git remembered',
  });
  expect(readFileSync(join(manager, 'b.txt'), 'utf8')).toBe('zwei\n');
});
