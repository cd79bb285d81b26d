import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history, lines } from './support.ts';

const conflicted = () => {
  const made = history();
  made.commit('base', {
    'a.txt': lines(),
    'gone.txt': 'x\n',
    '.gitignore': 'node_modules\n',
    bin: Buffer.from([0, 1]),
  });
  const theirs = made.branch('side', 'main', {
    'a.txt': lines([5, 'theirs']),
    'gone.txt': null,
    'b.txt': 'b',
    bin: Buffer.from([0, 2]),
  });
  const ours = made.commit('ours', {
    'a.txt': lines([5, 'ours']),
    'gone.txt': 'changed\n',
    bin: Buffer.from([0, 3]),
  });
  return { ...made, ours, theirs };
};

test('it is put on a commit, cleaned, and keeps what git ignores', async () => {
  const { git, ours, theirs, branches, status, root } = conflicted();
  const scratch = branches().scratch('check');
  const path = got(await scratch.at(ours));
  expect(git(['rev-parse', 'HEAD'], path)).toBe(ours);
  mkdirSync(join(path, 'node_modules'));
  writeFileSync(join(path, 'node_modules/x'), 'installed');
  writeFileSync(join(path, 'rest.txt'), 'rest');
  writeFileSync(join(path, 'a.txt'), 'changed');
  expect(got(await scratch.at(theirs))).toBe(path);
  expect([git(['rev-parse', 'HEAD'], path), status(path)]).toEqual([theirs, '']);
  expect(existsSync(join(path, 'rest.txt'))).toBe(false);
  expect(readFileSync(join(path, 'node_modules/x'), 'utf8')).toBe('installed');
  expect(status(root)).toBe('');
  expect(await scratch.at('3'.repeat(40))).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await branches().scratch('../x').at(ours)).toMatchObject({
    ok: false,
    error: { code: 'bad_input' },
  });
});

test('one that is broken is made anew: folder gone, .git gone, a rebase left in it, locked', async () => {
  const { git, ours, branches, status } = conflicted();
  const scratch = branches().scratch('check');
  const path = got(await scratch.at(ours));
  const broken = [
    () => rmSync(path, { recursive: true }),
    () => rmSync(join(path, '.git')),
    () => git(['worktree', 'lock', path]),
    () => {
      git(['worktree', 'unlock', path]);
      writeFileSync(join(git(['rev-parse', '--absolute-git-dir'], path), 'index.lock'), '');
    },
    () => expect(() => git(['rebase', 'side'], path)).toThrow(),
  ];
  for (const spoil of broken) {
    spoil();
    got(await scratch.at(ours));
    expect([git(['rev-parse', 'HEAD'], path), status(path)]).toEqual([ours, '']);
  }
  got(await scratch.remove());
  expect(existsSync(path)).toBe(false);
  expect(git(['worktree', 'list', '--porcelain'])).not.toContain(path);
});

test('a merge is resolved file by file, refused while a marker is left, and learned', async () => {
  const { git, ours, theirs, branches, tip } = conflicted();
  const scratch = branches().scratch('resolve');
  const open = got(await scratch.mergeWithMarkers({ into: ours, from: theirs }));
  expect(open.files.map(({ path, kind }) => [path, kind])).toEqual([
    ['a.txt', 'content'],
    ['bin', 'binary'],
    ['gone.txt', 'modify/delete'],
  ]);
  const marked = readFileSync(join(open.worktree, 'a.txt'), 'utf8');
  expect(marked).toContain('|||||||');
  // As after a restart.
  const again = branches().scratch('resolve');
  expect(got(await again.openMerge())).toEqual(open);
  const finish = (text: string) =>
    again.finishMerge({
      files: [
        { path: 'a.txt', how: 'text', text },
        { path: 'bin', how: 'theirs' },
        { path: 'gone.txt', how: 'delete' },
      ],
      strategy: 'merge',
      message: 'Resolved',
    });
  expect(got(await finish(marked))).toEqual({ kind: 'unresolved', files: [{ path: 'a.txt', line: 5 }] });
  const none = { files: [], strategy: 'merge', message: 'x' } as const;
  expect(got(await again.finishMerge(none))).toEqual({
    kind: 'unresolved',
    files: ['a.txt', 'bin', 'gone.txt'].map((path) => ({ path, line: null })),
  });
  const strange = await again.finishMerge({ ...none, files: [{ path: 'b.txt', how: 'ours' }] });
  expect(strange).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  const done = got(await finish(lines([5, 'both'])));
  if (done.kind !== 'merged') throw new Error(done.kind);
  expect(git(['show', '-s', '--format=%P %an', done.commit])).toBe(`${ours} ${theirs} Ada`);
  expect(git(['ls-tree', '--name-only', done.commit]).split('\n')).toEqual([
    '.gitignore',
    'README.md',
    'a.txt',
    'b.txt',
    'bin',
  ]);
  expect(git(['rev-parse', `${done.commit}:bin`])).toBe(git(['rev-parse', `${theirs}:bin`]));
  expect(got(await again.openMerge())).toBeNull();
  expect(await again.finishMerge(none)).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  expect(tip()).toBe(ours);
  const known = got(await again.mergeWithMarkers({ into: ours, from: theirs }));
  expect(known.resolved).toEqual(['a.txt']);
  expect(known.files.map(({ path }) => path)).toEqual(['bin', 'gone.txt']);
  expect(readFileSync(join(known.worktree, 'a.txt'), 'utf8')).toBe(lines([5, 'both']));
});

test('what was resolved in its files counts as it lies there, a squash has one parent', async () => {
  const { git, ours, theirs, branches } = conflicted();
  const scratch = branches().scratch('resolve');
  const { worktree } = got(await scratch.mergeWithMarkers({ into: ours, from: theirs }));
  const by = {
    files: ['a.txt', 'bin', 'gone.txt'].map((path) => ({ path, how: 'as_is' as const })),
    strategy: 'squash' as const,
    message: 'Resolved',
  };
  expect(got(await scratch.finishMerge(by))).toMatchObject({
    kind: 'unresolved',
    files: [{ path: 'a.txt' }],
  });
  writeFileSync(join(worktree, 'a.txt'), 'by hand\n');
  git(['add', 'a.txt'], worktree);
  rmSync(join(worktree, 'gone.txt'));
  writeFileSync(join(worktree, 'b.txt'), 'had to change');
  const done = got(await scratch.finishMerge({ ...by, files: by.files.slice(1) }));
  if (done.kind !== 'merged') throw new Error(done.kind);
  expect(git(['show', '-s', '--format=%P', done.commit])).toBe(ours);
  expect(git(['show', `${done.commit}:a.txt`])).toBe('by hand');
  expect(git(['show', `${done.commit}:b.txt`])).toBe('had to change');
  expect(git(['ls-tree', '--name-only', done.commit])).not.toContain('gone.txt');
});

test('a renamed file that both moved is resolved under the name that is taken', async () => {
  const { git, commit, branch, branches } = history();
  commit('base', { 'old.txt': lines() });
  const theirs = branch('side', 'main', { 'old.txt': null, 'theirs.txt': lines() });
  const ours = commit('ours', { 'old.txt': null, 'ours.txt': lines() });
  const scratch = branches().scratch('resolve');
  const open = got(await scratch.mergeWithMarkers({ into: ours, from: theirs }));
  expect(open.files).toMatchObject([{ path: 'old.txt', kind: 'rename/rename' }]);
  const done = got(
    await scratch.finishMerge({
      files: [{ path: 'old.txt', how: 'theirs' }],
      strategy: 'merge',
      message: 'x',
    }),
  );
  if (done.kind !== 'merged') throw new Error(done.kind);
  expect(git(['ls-tree', '--name-only', done.commit]).split('\n')).toEqual(['README.md', 'theirs.txt']);
});

test('those that have a folder are listed, sound or not', async () => {
  const { ours, theirs, branches, stateFolder } = conflicted();
  const port = branches();
  expect(got(await port.scratches())).toEqual([]);
  got(await port.scratch('resolve-1-merge_1').mergeWithMarkers({ into: ours, from: theirs }));
  mkdirSync(join(stateFolder, 'scratch/half-made'));
  expect(got(await port.scratches()).toSorted()).toEqual(['half-made', 'resolve-1-merge_1']);
  got(await port.scratch('half-made').remove());
  got(await port.scratch('resolve-1-merge_1').remove());
  expect(got(await port.scratches())).toEqual([]);
});
