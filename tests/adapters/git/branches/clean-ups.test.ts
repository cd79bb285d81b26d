import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history } from './support.ts';

/** A worktree of Tutti's own on its branch, with some files, and the adapter. */
const ground = async () => {
  const made = history();
  made.commit('base', { 'a.txt': 'a', 'deep/b.txt': 'b', '.gitignore': '*.log\n.env\nnode_modules\n' });
  const place = got(await made.worktrees().add({ run: 1, name: 'spec_1_1', from: 'main' }));
  const port = made.branches();
  const listed = async () => got(await port.ownPlaces());
  return { ...made, path: place.path, port, listed };
};

test('its own places, with what they are in the middle of', async () => {
  const { git, path, listed, worktree, tip } = await ground();
  worktree('mine');
  git(['branch', 'tutti/1/alone', 'main']);
  git(['branch', 'feature', 'main']);
  const none = { missing: false, busy: null, onOther: false, locked: false };
  expect(await listed()).toEqual([
    { ...none, name: '1/spec_1_1', worktree: path, branch: 'tutti/1/spec_1_1', tip: tip() },
    { ...none, name: 'tutti/1/alone', worktree: null, branch: 'tutti/1/alone', tip: tip() },
  ]);
  git(['checkout', '-q', 'feature'], path);
  git(['worktree', 'lock', path]);
  expect((await listed())[0]).toMatchObject({
    name: '1/spec_1_1',
    branch: null,
    onOther: true,
    locked: true,
  });
  git(['checkout', '-q', '--detach'], path);
  rmSync(path, { recursive: true });
  expect((await listed())[0]).toMatchObject({ missing: true, branch: null, onOther: false, tip: tip() });
});

test('a clean worktree goes with what git ignores, which is named; one with something new stays as it is', async () => {
  const { path, port, git } = await ground();
  writeFileSync(join(path, '.env'), 'KEY=1');
  mkdirSync(join(path, 'node_modules'));
  writeFileSync(join(path, 'node_modules/x.js'), '');
  expect(got(await port.ignoredIn(path, 20)).toSorted()).toEqual(['.env', 'node_modules/']);
  writeFileSync(join(path, 'new.txt'), 'new');
  expect(await port.removeWorktree(path)).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', message: expect.stringContaining('not committed') },
  });
  expect(existsSync(join(path, 'new.txt'))).toBe(true);
  rmSync(join(path, 'new.txt'));
  got(await port.removeWorktree(path));
  expect(existsSync(path)).toBe(false);
  expect(git(['worktree', 'list']).split('\n')).toHaveLength(1);
});

test('no folder, worktree or branch of anybody else’s is ever taken', async () => {
  const { worktree, root, port, stateFolder, tip, git } = await ground();
  const mine = worktree('mine');
  for (const path of [
    mine,
    root,
    stateFolder,
    join(stateFolder, 'worktrees'),
    '/',
    `${stateFolder}/worktrees/1/../..`,
  ])
    for (const call of [port.removeWorktree, port.finishRemoving])
      expect(await call(path)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  expect(await port.deleteBranch('mine', tip())).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  expect(await port.deleteBranch('../tags/tutti/1', tip())).toMatchObject({ ok: false });
  expect(git(['branch', '--list', 'mine'])).toContain('mine');
});

test('a branch goes only from where it stood, and not while it is checked out', async () => {
  const { port, git, branch, tip, path } = await ground();
  const at = branch('tutti/1/alone', 'main', { 'c.txt': 'c' });
  expect(got(await port.deleteBranch('tutti/1/alone', tip('main')))).toBe(false);
  expect(got(await port.deleteBranch('tutti/1/spec_1_1', tip('main')))).toBe(false);
  expect(got(await port.deleteBranch('tutti/1/alone', at))).toBe(true);
  expect(got(await port.deleteBranch('tutti/1/alone', at))).toBe(false);
  expect(git(['branch', '--list', 'tutti/*'])).toContain('tutti/1/spec_1_1');
  expect(existsSync(path)).toBe(true);
});

test.each([
  ['some files gone', ['a.txt', 'deep']],
  ['its .git gone first', ['.git']],
  ['its .git and files gone', ['.git', 'deep', '.gitignore']],
  ['all files gone', ['a.txt', 'deep', '.gitignore', 'README.md', '.git']],
])('a removal that was broken off with %s is ended', async (_what, gone) => {
  const { path, port, git } = await ground();
  for (const file of gone) rmSync(join(path, file), { recursive: true });
  got(await port.finishRemoving(path));
  expect(existsSync(path)).toBe(false);
  expect(git(['worktree', 'list']).split('\n')).toHaveLength(1);
  got(await port.finishRemoving(path));
});

test('one that has something new since then stays, with what is in it', async () => {
  const { path, port } = await ground();
  rmSync(join(path, 'a.txt'));
  writeFileSync(join(path, 'new.txt'), 'new');
  expect(await port.finishRemoving(path)).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  expect(existsSync(join(path, 'new.txt'))).toBe(true);
});

test('one with submodules is refused by name', async () => {
  const { path, port, git, base } = await ground();
  const other = join(base, 'other');
  git(['init', '-q', '-b', 'main', other], base);
  git(['commit', '-q', '--allow-empty', '-m', 'x'], other);
  git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub'], path);
  git(['commit', '-qm', 'With a submodule'], path);
  expect(await port.removeWorktree(path)).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', message: expect.stringContaining('submodules') },
  });
});

test('one without a branch that has got a commit since it was looked at stays: nothing else would have that', async () => {
  const { path, port, git } = await ground();
  git(['checkout', '-q', '--detach'], path);
  const [place] = got(await port.ownPlaces()).filter(({ worktree }) => worktree === path);
  git(['commit', '-q', '--allow-empty', '-m', 'Since then'], path);
  const since = git(['rev-parse', 'HEAD'], path);
  for (const call of [port.removeWorktree, port.finishRemoving])
    expect(await call(path, place?.tip)).toMatchObject({
      ok: false,
      error: { code: 'wrong_state', message: expect.stringContaining('moved meanwhile') },
    });
  expect(git(['rev-parse', 'HEAD'], path)).toBe(since);
  got(await port.removeWorktree(path, since));
  expect(existsSync(path)).toBe(false);
});
