import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

const resolvedRefs = (): string =>
  git(world.root, 'for-each-ref', '--format=%(refname)', 'refs/tutti/resolved/');

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

  // Left by an earlier host: of a merge that is over, and a resolution of another run that nobody else has.
  const scratch = join(world.stateFolder, 'scratch', 'resolve-1-merge_1');
  git(world.root, 'worktree', 'add', '--quiet', '--detach', scratch);
  git(world.root, 'update-ref', 'refs/tutti/resolved/1/merge_1', 'HEAD');
  const lonely = git(world.root, 'commit-tree', '-m', 'resolved by hand', 'HEAD^{tree}');
  git(world.root, 'update-ref', 'refs/tutti/resolved/7/merge_9', lonely);

  await host.end('SIGKILL');
  host = await world.serve();
  client = await world.connect();
  await eventually('what was left is gone', async () =>
    !existsSync(scratch) && resolvedRefs() === 'refs/tutti/resolved/7/merge_9' ? true : undefined,
  );
  expect(git(world.root, 'worktree', 'list')).not.toContain('resolve-1-merge_1');
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
  await eventually('nothing of it is left', async () =>
    resolvedRefs() === 'refs/tutti/resolved/7/merge_9' &&
    !git(world.root, 'worktree', 'list').includes('resolve-1-merge_2')
      ? true
      : undefined,
  );

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

it('a conflict is resolved, handed out and called off by the command line, and leaves no worktree and no resolution', {
  timeout: slow,
}, async () => {
  // Other lines than before, whatever their file: git remembers those.
  commit('spec_1_1_1', { 'c.txt': 'drei\n', 'd.txt': 'vier\n' });
  commit('spec_1_1_2', { 'c.txt': 'three\n', 'd.txt': 'four\n' });
  done(await client.call('merges.request', { id: 'spec_1_1_1' }));
  await becomes('merge_4', 'merged');
  done(await client.call('merges.request', { id: 'spec_1_1_2' }));
  await becomes('merge_5', 'conflicted');
  const saved = await world.cli(['queue', 'resolve', 'merge_5', '--ours', 'c.txt']);
  expect(saved).toMatchObject({ code: 0, out: expect.stringContaining('c.txt (add/add, resolved)') });
  expect(saved.out).toContain('d.txt (add/add, 1 open)');
  const early = await world.cli(['queue', 'resolve', 'merge_5', '--finish']);
  expect(early).toMatchObject({ code: 1, err: expect.stringContaining('d.txt:1 has a marker') });
  const handed = await world.cli(['queue', 'hand', 'merge_5', '--json']);
  expect(JSON.parse(handed.out)).toMatchObject({
    id: 'merge_5',
    handed: { to: 'spec_1_1_2', task: 'task_1' },
  });
  const declined = await world.cli(['queue', 'decline', 'merge_5', '--json']);
  expect(JSON.parse(declined.out)).toMatchObject({ id: 'merge_5', handed: null });
  expect(git(world.root, 'worktree', 'list')).toContain('resolve-1-merge_5');
  expect(await world.cli(['queue', 'cancel', 'merge_5'])).toMatchObject({ code: 0 });
  await eventually('its worktree is gone', async () =>
    git(world.root, 'worktree', 'list').includes('resolve-1-merge_5') ? undefined : true,
  );
  expect(resolvedRefs()).toBe('refs/tutti/resolved/7/merge_9');
});
