import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../../../support/until.ts';
import { got } from '../support.ts';
import { history, lines } from './support.ts';

/** A wish for each branch against `main`, where it is checked out. */
const wishes = (...of: readonly (readonly [branch: string, worktree: string])[]) =>
  of.map(([branch, worktree]) => ({ branch, worktree, base: 'main' }));

test('many branches are told of at once, as git tells of each', async () => {
  const { commit, branch, branches, worktree, root } = history();
  commit('base', { 'a.txt': lines(), 'b.txt': lines(), bin: Buffer.from([0, 1]) });
  const tips = [
    branch('changes', 'main', { 'a.txt': lines([2, 'x']) }, { 'new ü.txt': 'n\n' }),
    branch('conflicts', 'main', { 'b.txt': lines([5, 'side']), bin: Buffer.from([0, 2]) }),
    branch('moves', 'main', { 'a.txt': null, 'moved.txt': lines() }),
    branch('nothing', 'main'),
    branch('level', 'main', {}),
  ];
  const base = commit('ours', { 'b.txt': lines([5, 'main']) });
  const there = worktree('fresh', 'main');
  const names = ['changes', 'conflicts', 'moves', 'nothing', 'level', 'fresh'];
  const port = branches();
  const stands = got(await port.stands(wishes(...names.map((name) => [name, there] as const))));
  for (const [at, name] of names.entries()) {
    const whole = got(await port.standOf({ branch: name, base: 'main' }));
    const sum = (count: 'insertions' | 'deletions') =>
      whole.files.reduce((total, file) => total + file[count], 0);
    expect(stands[at], name).toMatchObject({
      ...{ tip: tips[at] ?? base, baseTip: base, related: true, ahead: whole.ahead, behind: whole.behind },
      ...{ files: whole.files.length, insertions: sum('insertions'), deletions: sum('deletions') },
    });
  }
  expect(stands.map(({ conflicts }) => conflicts)).toEqual([[], ['b.txt'], [], [], [], []]);
  expect(got(await port.stands(wishes(...names.map((name) => [name, there] as const))))).toEqual(stands);
  expect(root).toBeTypeOf('string');
});

test('histories that cross, and such that have nothing in common', async () => {
  const { commit, branch, branches, git, tip } = history();
  commit('base', { 'a.txt': lines() });
  branch('side', 'main', { 'b.txt': 'b\n' });
  const before = tip();
  commit('ours', { 'c.txt': 'c\n' });
  const side = tip('side');
  git(['merge', '-q', '-m', 'into main', 'side']);
  git(['checkout', '-q', 'side']);
  git(['merge', '-q', '-m', 'into side', `main~1`]);
  commit('more', { 'd.txt': 'd\n' });
  git(['checkout', '-q', '--orphan', 'apart']);
  commit('alone', { 'z.txt': 'z\n' });
  git(['checkout', '-q', 'main']);
  const port = branches();
  const [crossed, apart] = got(await port.stands(wishes(['side', '/none'], ['apart', '/none'])));
  const whole = got(await port.standOf({ branch: 'side', base: 'main' }));
  expect(crossed).toMatchObject({ ahead: whole.ahead, behind: whole.behind, conflicts: [] });
  expect(apart).toMatchObject({ related: false, files: 0, conflicts: [], place: { kind: 'gone' } });
  expect([before, side]).not.toContain('');
});

test('a branch that is not there, and what a worktree has checked out', async () => {
  const { branches, worktree, git, commit, base } = history();
  const [there, elsewhere, detached, rebased, gone, broken] = [
    ...['there', 'elsewhere', 'detached', 'rebased', 'gone', 'broken'].map((name) => worktree(name)),
  ] as [string, string, string, string, string, string];
  git(['switch', '-q', '-c', 'other'], elsewhere);
  git(['switch', '-q', '--detach'], detached);
  commit('theirs', { 'README.md': 'theirs\n' });
  commit('mine', { 'README.md': 'mine\n' }, rebased);
  expect(() => git(['rebase', '-q', 'main'], rebased)).toThrow();
  rmSync(gone, { recursive: true });
  rmSync(join(broken, '.git'));
  const port = branches();
  const names = { there, elsewhere, detached, rebased, gone, broken };
  const stands = got(await port.stands(wishes(...Object.entries(names), ['never', join(base, 'never')])));
  expect(stands.map(({ place }) => place)).toEqual([
    { kind: 'there' },
    { kind: 'elsewhere', on: 'other' },
    { kind: 'elsewhere', on: null },
    { kind: 'busy', with: 'rebase' },
    { kind: 'gone' },
    { kind: 'broken' },
    { kind: 'gone' },
  ]);
  expect(stands.at(-1)).toMatchObject({ tip: null, ahead: 0 });
});

test('lines that are not committed', async () => {
  const { branches, worktree, commit } = history();
  commit('base', { 'a.txt': lines() });
  const folder = worktree('side');
  const port = branches();
  expect(got(await port.openLines(folder))).toEqual({ insertions: 0, deletions: 0 });
  writeFileSync(join(folder, 'a.txt'), `${lines([3, 'x'])}more\n`);
  expect(got(await port.openLines(folder))).toEqual({ insertions: 2, deletions: 1 });
});

test('a repository that was moved away fails with words, and is told of again when it is back', async () => {
  const { branches, root, worktree } = history();
  const folder = worktree('side');
  const port = branches();
  got(await port.stands(wishes(['side', folder])));
  renameSync(join(root, '.git'), join(root, '.git-away'));
  const failed = await port.stands(wishes(['side', folder]));
  expect(failed).toMatchObject({ ok: false, error: { code: 'git_failed' } });
  renameSync(join(root, '.git-away'), join(root, '.git'));
  expect(got(await port.stands(wishes(['side', folder])))).toHaveLength(1);
});

test('branches that move, are deleted, made or packed by anybody are heard of; the person’s index is not', async () => {
  const { branches, git, commit, branch } = history();
  branch('tutti/1/spec', 'main', { a: '1\n' });
  const port = branches();
  let heard = 0;
  const listen = async () => {
    const followed = await port.follow(['main', 'tutti/1/spec'], () => {
      heard += 1;
    });
    expect(followed.watched).toBe(true);
    return followed;
  };
  const hears = async (what: string, act: () => void) => {
    const followed = await listen();
    heard = 0;
    act();
    await until(what, () => heard > 0);
    followed.stop();
  };
  await hears('the person commits', () => void commit('by hand', { b: 'b\n' }));
  await hears('a branch is moved by force', () => void git(['branch', '-f', 'tutti/1/spec', 'main']));
  await hears('a branch is deleted', () => void git(['branch', '-D', 'tutti/1/spec']));
  await hears('a branch is made again', () => void git(['branch', 'tutti/1/spec', 'main']));
  await hears('branches are packed', () => void git(['pack-refs', '--all']));
  await hears('a packed branch moves', () => void git(['branch', '-f', 'tutti/1/spec', 'main~1']));
  await hears('another branch is checked out', () => void git(['checkout', '-q', '-b', 'feature']));
});
