import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteMove } from '../../../../src-main/adapters/git/branches/journal.ts';
import { got } from '../support.ts';
import { history } from './support.ts';

/** A move that was broken off while files were written: one whole, one half, one not yet there. */
const halfWay = () => {
  const made = history();
  const { root, stateFolder, commit, branch, git } = made;
  const from = commit('base', { 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' });
  const to = branch('side', 'main', {
    'a.txt': 'a of the side\n',
    'b.txt': 'b of the side\n',
    'new.txt': 'n\n',
  });
  mkdirSync(stateFolder);
  const gitFolder = join(root, '.git');
  noteMove(stateFolder, { worktree: root, gitFolder, branch: 'main', from, to }).broken();
  writeFileSync(join(gitFolder, 'index.lock'), 'tutti holds this lock, process 1\n');
  writeFileSync(join(root, 'a.txt'), 'a of the side\n');
  writeFileSync(join(root, 'b.txt'), 'b of th');
  writeFileSync(join(root, 'new.txt'), '');
  return { ...made, from, to, git, gitFolder };
};

test('half-written files go back to where the branch stands, and are kept all the same', async () => {
  const { root, branches, status, gitFolder, git } = halfWay();
  const said = got(await branches().mend());
  expect(said).toEqual([expect.stringContaining(`${root} was being moved`)]);
  expect(status()).toBe('');
  expect(existsSync(join(root, 'new.txt'))).toBe(false);
  expect(existsSync(join(gitFolder, 'index.lock'))).toBe(false);
  const [kept] = got(await branches().kept('refs/tutti/mended/'));
  expect(git(['show', `${kept?.ref}:b.txt`])).toBe('b of th');
  expect(got(await branches().mend())).toEqual([]);
});

test('or forward, where the branch has been moved already', async () => {
  const { root, branches, status, git, to } = halfWay();
  git(['update-ref', 'refs/heads/main', to]);
  got(await branches().mend());
  expect(status()).toBe('');
  expect(readFileSync(join(root, 'b.txt'), 'utf8')).toBe('b of the side\n');
});

test('what someone has written since stays, by name; one who went on elsewhere is left alone', async () => {
  const { root, branches, status } = halfWay();
  writeFileSync(join(root, 'b.txt'), 'the person’s\n');
  writeFileSync(join(root, 'c.txt'), 'the person’s\n');
  expect(got(await branches().mend())).toEqual([expect.stringContaining('left: b.txt.')]);
  expect(
    status()
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(['M b.txt', 'M c.txt']);
  const other = halfWay();
  rmSync(join(other.gitFolder, 'index.lock'));
  other.git(['checkout', '-q', '-f', '-b', 'elsewhere']);
  other.put({ 'c.txt': 'mine\n' });
  expect(got(await other.branches().mend())).toEqual([]);
  expect(other.status()).toContain('M c.txt');
});

test('a lock of another program is not touched', async () => {
  const { root, branches } = history();
  const lock = join(root, '.git', 'index.lock');
  writeFileSync(lock, '');
  expect(got(await branches().mend())).toEqual([]);
  expect(existsSync(lock)).toBe(true);
});
