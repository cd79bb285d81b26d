import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history } from './support.ts';

const ref = 'refs/tutti/saved/1/spec_1_1';

test('all that is not committed becomes a commit under a ref, and the worktree stays as it is', async () => {
  const { git, root, commit, worktree, branches, status } = history();
  commit('base', {
    'a.txt': 'a\n',
    'gone.txt': 'x',
    '.gitignore': 'node_modules\n',
    'old.txt': 'long enough to be found\n',
  });
  const folder = worktree('spec');
  const port = branches();
  const save = () =>
    port.saveWork({
      worktree: folder,
      ref,
      message: 'Work of spec_1_1',
      trailers: [{ key: 'Tutti-Instance', value: 'spec_1_1' }],
    });
  expect(got(await save())).toBeNull();
  appendFileSync(join(folder, 'a.txt'), 'staged\n');
  git(['add', 'a.txt'], folder);
  appendFileSync(join(folder, 'a.txt'), 'more\n');
  rmSync(join(folder, 'gone.txt'));
  git(['mv', '--', 'old.txt', '-new name.txt'], folder);
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/x'), '');
  writeFileSync(join(folder, 'ü 日本.txt'), 'new');
  symlinkSync('nowhere', join(folder, 'link'));
  const before = [status(folder), git(['ls-files', '-s'], folder)];
  const saved = got(await save());
  if (saved === null) throw new Error('nothing saved');
  expect([status(folder), git(['ls-files', '-s'], folder)]).toEqual(before);
  expect(git(['rev-parse', ref])).toBe(saved.commit);
  expect(git(['show', '-s', '--format=%P %s', ref])).toBe(`${git(['rev-parse', 'spec'])} Work of spec_1_1`);
  expect(git(['show', `${ref}:a.txt`])).toBe('a\nstaged\nmore');
  expect(git(['ls-tree', '--name-only', '-z', ref]).split('\0').sort()).toEqual(
    ['', '-new name.txt', '.gitignore', 'README.md', 'a.txt', 'link', 'ü 日本.txt'].sort(),
  );
  expect(saved).toMatchObject({ files: 6, left: [] });
  expect(status(root)).toBe('');
});

test('also in the middle of a merge with conflicts, and on a detached HEAD', async () => {
  const { git, commit, branch, branches, root, status } = history();
  commit('base', { 'a.txt': 'a\n' });
  branch('side', 'main', { 'a.txt': 'theirs\n' });
  commit('ours', { 'a.txt': 'ours\n' });
  git(['checkout', '-q', '--detach']);
  expect(() => git(['merge', 'side'])).toThrow();
  const before = status();
  expect(before).toBe('UU a.txt');
  const saved = got(await branches().saveWork({ worktree: root, ref, message: 'Work' }));
  expect(saved).toMatchObject({ files: 1 });
  expect(git(['show', `${ref}:a.txt`])).toContain('<<<<<<<');
  expect(status()).toBe(before);
});

test('what Tutti hides from git is not saved; an index that is broken is no obstacle', async () => {
  const { git, commit, branches, root } = history();
  commit('base', { 'a.txt': 'a\n', 'AGENTS.md': 'own\n' });
  appendFileSync(join(root, 'AGENTS.md'), 'by Tutti');
  git(['update-index', '--skip-worktree', 'AGENTS.md']);
  expect(got(await branches().saveWork({ worktree: root, ref, message: 'Work' }))).toBeNull();
  writeFileSync(join(root, 'b.txt'), 'b');
  writeFileSync(join(root, '.git/index'), 'broken');
  expect(got(await branches().saveWork({ worktree: root, ref, message: 'Work' }))).not.toBeNull();
  expect(git(['show', `${ref}:b.txt`])).toBe('b');
});

test('a folder with a repository of its own without a commit is left out, by name', async () => {
  const { git, branches, root, put } = history();
  put({ 'b.txt': 'b' });
  git(['init', '-q', 'inner']);
  put({ 'inner/x': 'x' });
  const saved = got(await branches().saveWork({ worktree: root, ref, message: 'Work' }));
  expect(saved).toMatchObject({ files: 1, left: ['inner'] });
});

test('refs are kept with their time, listed by prefix, dropped only where they stand', async () => {
  const { git, tip, commit, branches } = history();
  const first = tip();
  const second = commit('second', { 'b.txt': 'b' });
  const port = branches();
  const since = Date.now() - 2000;
  got(await port.keep('refs/tutti/before/1', first, 'before merge 1'));
  got(await port.keep('refs/tutti/before/2', second, 'before merge 2'));
  got(await port.keep('refs/tutti/other/1', second, 'x'));
  const kept = got(await port.kept('refs/tutti/before/'));
  expect(kept.map(({ ref: name, commit: hash, subject }) => [name, hash, subject])).toEqual([
    ['refs/tutti/before/1', first, 'Start'],
    ['refs/tutti/before/2', second, 'second'],
  ]);
  expect(kept.every(({ at }) => at >= since && at <= Date.now())).toBe(true);
  expect(got(await port.drop('refs/tutti/before/1', second))).toBe(false);
  expect(got(await port.drop('refs/tutti/before/1', first))).toBe(true);
  expect(got(await port.drop('refs/tutti/before/1', first))).toBe(false);
  expect(got(await port.kept('refs/tutti/')).map(({ ref: name }) => name)).toEqual([
    'refs/tutti/before/2',
    'refs/tutti/other/1',
  ]);
  for (const name of ['refs/heads/main', 'refs/tutti/../heads/main', 'refs/tutti/', 'main'])
    expect(await port.keep(name, first, 'x')).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  expect(await port.drop('refs/heads/main', second)).toMatchObject({ ok: false });
  expect(readFileSync(join(git(['rev-parse', '--absolute-git-dir']), 'HEAD'), 'utf8')).toBe(
    'ref: refs/heads/main\n',
  );
});

test('several refs are kept at once, all or none, each with its reflog', async () => {
  const { branches, commit, git } = history();
  const [one, other] = [commit('one', { a: '1\n' }), commit('other', { a: '2\n' })];
  const port = branches();
  const refs = [
    { ref: 'refs/tutti/merged/1/merge_1', commit: one },
    { ref: 'refs/tutti/merged/1/merge_2', commit: other },
  ];
  got(await port.keepAll(refs, 'two at once'));
  expect(
    got(await port.kept('refs/tutti/merged/')).map(({ ref, commit: hash }) => ({ ref, commit: hash })),
  ).toEqual(refs);
  expect(git(['reflog', 'show', '--format=%gs', 'refs/tutti/merged/1/merge_2'])).toBe('tutti: two at once');
  const half = [
    { ref: 'refs/tutti/merged/1/merge_3', commit: one },
    { ref: 'refs/tutti/merged/1/merge_4', commit: 'f'.repeat(40) },
  ];
  expect((await port.keepAll(half, 'half')).ok).toBe(false);
  expect(got(await port.kept('refs/tutti/merged/'))).toHaveLength(2);
  for (const ref of ['refs/heads/x', 'refs/tutti/a b', 'refs/tutti/a\ncreate refs/heads/x'])
    expect(await port.keepAll([{ ref, commit: one }], 'no')).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
});
