import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSupported } from '../../../../src-main/adapters/git/branches/git-version.ts';
import { got } from '../support.ts';
import { history, lines } from './support.ts';

test('a branch stands against another one with counts, files and commits', async () => {
  const { commit, branch, branches, tip, git, root, executable } = history();
  commit('base', {
    'a.txt': lines(),
    'old ü.txt': lines([1, 'r']),
    bin: Buffer.from([0, 1]),
    'run.sh': 'x\n',
    gone: 'g\n',
  });
  const base = tip();
  git(['checkout', '-q', '-b', 'side']);
  symlinkSync('a.txt', join(root, 'link'));
  executable('run.sh');
  commit('one', {
    'a.txt': lines([2, 'x'], [3, 'y']),
    'old ü.txt': null,
    '-new.txt': lines([1, 'r']),
    gone: null,
  });
  const top = commit('two', { bin: Buffer.from([0, 2]) });
  git(['checkout', '-q', 'main']);
  const ours = commit('ours', { 'c.txt': 'c' });
  expect(branch).toBeTypeOf('function');
  const port = branches();
  const stand = got(await port.standOf({ branch: 'side', base: 'main' }));
  expect(stand).toMatchObject({ tip: top, baseTip: ours, mergeBase: base, ahead: 2, behind: 1 });
  const counts = { insertions: 0, deletions: 0, binary: false };
  expect([...stand.files].sort((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
    { ...counts, path: '-new.txt', oldPath: 'old ü.txt', kind: 'renamed', oldMode: '100644', mode: '100644' },
    {
      ...counts,
      path: 'a.txt',
      oldPath: null,
      kind: 'changed',
      insertions: 2,
      deletions: 2,
      oldMode: '100644',
      mode: '100644',
    },
    {
      ...counts,
      path: 'bin',
      oldPath: null,
      kind: 'changed',
      binary: true,
      oldMode: '100644',
      mode: '100644',
    },
    { ...counts, path: 'gone', oldPath: null, kind: 'deleted', deletions: 1, oldMode: '100644', mode: null },
    { ...counts, path: 'link', oldPath: null, kind: 'created', insertions: 1, oldMode: null, mode: '120000' },
    { ...counts, path: 'run.sh', oldPath: null, kind: 'changed', oldMode: '100644', mode: '100755' },
  ]);
  const commits = got(await port.commits('main', 'side', 10));
  expect(commits.map(({ subject, author }) => [subject, author])).toEqual([
    ['two', 'Ada'],
    ['one', 'Ada'],
  ]);
  expect(got(await port.commits('main', 'side', 1))).toHaveLength(1);
  expect(await port.standOf({ branch: 'nosuch', base: 'main' })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
  expect(got(await port.tip('nosuch'))).toBeNull();
  expect(got(await port.diffFiles(base, base))).toEqual([]);
  expect(await port.diffFiles(base, '4'.repeat(40))).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
});

test('a file of a commit is a text, binary, large, a link, a submodule or absent', async () => {
  const { commit, branches, git, root, tip } = history();
  symlinkSync('to here', join(root, 'link'));
  commit('base', {
    'ü [x]*.txt': 'text\r\n',
    bin: Buffer.from([1, 0, 2]),
    'latin.txt': Buffer.from([0x66, 0xfc, 0x72]),
    'folder/large.txt': 'x'.repeat(2000),
  });
  git(['update-index', '--add', '--cacheinfo', `160000,${tip()},sub`]);
  git(['commit', '-qm', 'sub']);
  const port = branches();
  const at = async (path: string, limit?: number) => got(await port.fileAt('HEAD', path, limit));
  expect(await at('ü [x]*.txt')).toEqual({ kind: 'text', text: 'text\r\n', exact: true, mode: '100644' });
  expect(await at('bin')).toEqual({ kind: 'binary', bytes: 3, mode: '100644' });
  expect(await at('latin.txt')).toEqual({ kind: 'text', text: 'f\uFFFDr', exact: false, mode: '100644' });
  expect(await at('folder/large.txt', 1000)).toEqual({ kind: 'large', bytes: 2000, mode: '100644' });
  expect(await at('link')).toEqual({ kind: 'link', target: 'to here' });
  expect(await at('sub')).toMatchObject({ kind: 'submodule' });
  for (const path of ['folder', 'none', 'folder/none', '*'])
    expect(await at(path)).toEqual({ kind: 'absent' });
  expect(await port.fileAt('nosuch', 'bin')).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('conflicts are predicted for each pair, also of moved folders and names that are file and folder', async () => {
  const { commit, branch, branches } = history();
  commit('base', { 'a.txt': lines(), 'b.txt': lines(), 'dir/x': lines([1, 'x']), 'dir/y': lines([1, 'y']) });
  const tips = {
    top: branch('top', 'main', { 'a.txt': lines([2, 'top']) }),
    bottom: branch('bottom', 'main', { 'a.txt': lines([18, 'bottom']) }),
    clash: branch('clash', 'main', { 'a.txt': lines([2, 'clash']), 'b.txt': lines([1, 'clash']) }),
    file: branch('file', 'main', { thing: 'file' }),
    folder: branch('folder', 'main', { 'thing/inside': 'x' }),
    moved: branch('moved', 'main', {
      'dir/x': null,
      'dir/y': null,
      'new/x': lines([1, 'x']),
      'new/y': lines([1, 'y']),
    }),
    added: branch('added', 'main', { 'dir/z': 'z' }),
  };
  const ontop = branch('ontop', 'top', { 'c.txt': 'c' });
  const names = Object.entries({ ...tips, ontop });
  const pairs = names.flatMap(([, one], at) => names.slice(at + 1).map(([, other]) => [one, other] as const));
  const nameOf = (hash: string) => names.find(([, tip]) => tip === hash)?.[0];
  const predicted = got(await branches().predict(pairs));
  expect(predicted).toHaveLength(pairs.length);
  const found = predicted.filter(({ files }) => files.length > 0);
  expect(found.map(({ one, other, files }) => [nameOf(one), nameOf(other), ...files])).toEqual([
    ['top', 'clash', 'a.txt'],
    ['clash', 'ontop', 'a.txt'],
    ['file', 'folder', expect.stringContaining('thing')],
    ['moved', 'added', 'new/z'],
  ]);
  expect(got(await branches().predict([]))).toEqual([]);
  expect(await branches().predict([[tips.top, '5'.repeat(40)]])).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
});

test('a git that is too old is told by its version', () => {
  expect(['2.39.5', '2.39.5 (Apple Git-154)', '2.40.0', '3.0.0'].map(isSupported)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['2.38.1', '2.25.1', '1.9', 'odd'].map(isSupported)).toEqual([false, false, false, false]);
});
