import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history, lines, wish } from './support.ts';

test('a merge has two parents, the person as its author, trailers, and moves nothing', async () => {
  const { git, commit, branch, tip, branches, status } = history();
  commit('base', { 'a.txt': lines() });
  const theirs = branch('side', 'main', { 'a.txt': lines([2, 'theirs']) });
  const ours = commit('ours', { 'a.txt': lines([18, 'ours']) });
  const trailers = [{ key: 'Tutti-Instance', value: 'spec_1_1' }];
  const merged = got(await branches().tryMerge({ ...wish(ours, theirs), trailers }));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  expect(git(['log', '-1', '--format=%P %an %ae', merged.commit])).toBe(
    `${ours} ${theirs} Ada ada@example.org`,
  );
  expect(git(['log', '-1', '--format=%B', merged.commit])).toBe(
    'Bring it in\n\nWith a body.\n\nTutti-Instance: spec_1_1',
  );
  expect(git(['show', `${merged.commit}:a.txt`])).toBe(lines([2, 'theirs'], [18, 'ours']).trim());
  expect(tip()).toBe(ours);
  expect(status()).toBe('');
});

test('a branch that brings nothing new is told so, a fast-forward is still a merge', async () => {
  const { commit, branch, tip, branches, git } = history();
  const before = tip();
  const side = branch('side', 'main', { 'b.txt': 'b' });
  const merged = got(await branches().tryMerge(wish(before, side)));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  expect(git(['rev-list', '--parents', '-1', merged.commit])).toBe(`${merged.commit} ${before} ${side}`);
  for (const strategy of ['merge', 'squash', 'rebase'] as const)
    expect(got(await branches().tryMerge(wish(merged.commit, side, strategy)))).toEqual({ kind: 'nothing' });
  const same = commit('the same', { 'b.txt': 'b' });
  expect(got(await branches().tryMerge(wish(same, side, 'squash')))).toEqual({ kind: 'nothing' });
  expect(got(await branches().tryMerge(wish(same, side, 'rebase')))).toEqual({ kind: 'nothing' });
  // Its history is not there yet.
  expect(got(await branches().tryMerge(wish(same, side, 'merge')))).toMatchObject({ kind: 'merged' });
});

const varied = () => {
  const made = history();
  const { commit, branch, git, put, root } = made;
  commit('base', {
    'a.txt': lines(),
    'dir/old name.txt': lines(),
    'crlf.txt': lines().replaceAll('\n', '\r\n'),
    bin: Buffer.from([0, 1, 2]),
    'run.sh': 'echo\n',
    '-lead.txt': 'x\n',
    'ümläut 日本.txt': 'x\n',
  });
  git(['checkout', '-q', '-b', 'side']);
  commit('one', {
    'a.txt': lines([2, 'one']),
    'dir/old name.txt': null,
    'dir/new name.txt': lines([3, 'moved']),
  });
  commit('two', { 'crlf.txt': lines([4, 'two']).replaceAll('\n', '\r\n'), bin: Buffer.from([0, 9, 9]) });
  put({ 'run.sh': 'echo\n' });
  made.executable('run.sh');
  symlinkSync('a.txt', join(root, 'link'));
  commit('three', { '-lead.txt': 'y\n', 'ümläut 日本.txt': 'y\n' });
  const theirs = git(['rev-parse', 'HEAD']);
  git(['checkout', '-q', 'main']);
  const ours = commit('ours', { 'a.txt': lines([19, 'ours']), 'dir/old name.txt': lines([17, 'here']) });
  return { ...made, ours, theirs, branch };
};

test('squash and merge give the tree of git merge, rebase that of git rebase with authors and dates', async () => {
  const { git, ours, theirs, tree, branches } = varied();
  git(['-c', 'user.name=x', 'checkout', '-q', '-b', 'by-hand', ours]);
  git(['merge', '-q', '--squash', theirs]);
  git(['commit', '-qm', 'squashed']);
  for (const strategy of ['merge', 'squash'] as const) {
    const merged = got(await branches().tryMerge(wish(ours, theirs, strategy)));
    expect(merged).toMatchObject({ kind: 'merged', tree: tree('by-hand') });
  }
  git(['checkout', '-q', '-b', 'rebased', theirs]);
  git(['rebase', '-q', ours]);
  const rebased = got(await branches().tryMerge(wish(ours, theirs, 'rebase')));
  if (rebased.kind !== 'merged') throw new Error(rebased.kind);
  const log = (of: string) => git(['log', '--format=%T %an %ae %ad %B', `${ours}..${of}`]);
  expect(log(rebased.commit)).toBe(log('rebased'));
  expect(rebased.notes).toEqual([]);
});

test('a rebase keeps other authors, leaves out what is there already, flattens merges and says so', async () => {
  const { git, commit, branch, tip, branches } = history();
  commit('base', { 'a.txt': lines() });
  const picked = branch('side', 'main', { 'b.txt': 'b\n' });
  git(['checkout', '-q', 'side']);
  git([
    '-c',
    'user.name=Bob',
    'commit',
    '-q',
    '--allow-empty',
    '--author=Bob B <bob@x>',
    '--date=@1000000000 +0200',
    '-m',
    'nothing in it',
  ]);
  git(['checkout', '-q', '-b', 'other', 'main']);
  commit('other', { 'c.txt': 'c\n' });
  git(['checkout', '-q', 'side']);
  git(['merge', '-q', '--no-edit', 'other']);
  git(['rm', '-q', 'README.md']);
  git([
    'commit',
    '-q',
    '--author=Bob B <bob@x>',
    '--date=@1000000000 +0200',
    '-m',
    'Bob’s\n\nwith\n\n\nlines',
  ]);
  git(['checkout', '-q', 'main']);
  commit('ours', { 'd.txt': 'd\n' });
  git(['cherry-pick', picked]);
  const ours = tip();
  const theirs = tip('side');
  const done = got(await branches().tryMerge(wish(ours, theirs, 'rebase')));
  if (done.kind !== 'merged') throw new Error(done.kind);
  expect(git(['log', '--format=%an %ad %s', '--date=raw', `${ours}..${done.commit}`]).split('\n')).toEqual([
    'Bob B 1000000000 +0200 Bob’s',
    expect.stringContaining('other'),
  ]);
  expect(done.notes).toEqual([
    '1 merge in the branch left out: its commits were put on one after the other.',
    '2 commits left out: what they change is there already.',
  ]);
  git(['checkout', '-q', 'side']);
  git(['rebase', '-q', ours]);
  expect(done.tree).toBe(git(['rev-parse', 'side^{tree}']));
});

test('conflicts come with their kind and three versions', async () => {
  const { git, commit, branch, branches, tip } = history();
  commit('base', {
    'both.txt': lines(),
    'gone.txt': lines([1, 'gone']),
    'renamed.txt': lines([1, 'r']),
    bin: Buffer.from([0, 1]),
    'with space/ü.txt': 'x\n',
  });
  const base = tip();
  const theirs = branch('side', 'main', {
    'both.txt': lines([5, 'theirs']),
    'gone.txt': null,
    'renamed.txt': null,
    'new by them.txt': lines([1, 'r']),
    bin: Buffer.from([0, 2]),
    'added.txt': 'theirs\n',
    'with space/ü.txt': 'theirs\n',
  });
  const ours = commit('ours', {
    'both.txt': lines([5, 'ours']),
    'gone.txt': lines([1, 'gone'], [2, 'kept']),
    'renamed.txt': null,
    'new by us.txt': lines([1, 'r']),
    bin: Buffer.from([0, 3]),
    'added.txt': 'ours\n',
    'with space/ü.txt': 'ours\n',
  });
  const port = branches();
  const attempt = got(await port.tryMerge(wish(ours, theirs)));
  if (attempt.kind !== 'conflicted') throw new Error(attempt.kind);
  expect(Object.fromEntries(attempt.files.map(({ path, kind }) => [path, kind]))).toEqual({
    'both.txt': 'content',
    'gone.txt': 'modify/delete',
    'renamed.txt': 'rename/rename',
    bin: 'binary',
    'added.txt': 'add/add',
    'with space/ü.txt': 'content',
  });
  const of = (path: string) => attempt.files.find((file) => file.path === path);
  expect(of('gone.txt')?.theirs).toBeNull();
  expect(of('added.txt')?.base).toBeNull();
  expect(of('renamed.txt')).toMatchObject({
    base: { path: 'renamed.txt' },
    ours: { path: 'new by us.txt' },
    theirs: { path: 'new by them.txt' },
  });
  const both = of('both.txt');
  expect(both?.base?.id).toBe(git(['rev-parse', `${base}:both.txt`]));
  expect(got(await port.blob(both?.theirs ?? { id: '', mode: '' }))).toMatchObject({
    text: lines([5, 'theirs']),
  });
  expect(attempt.messages.join('\n')).toContain('Merge conflict in both.txt');
  const rebased = got(await port.tryMerge(wish(ours, theirs, 'rebase')));
  expect(rebased).toMatchObject({ kind: 'conflicted', stoppedAt: { commit: theirs, onto: ours } });
});

test('submodules and pointers of large files merge as what they are', async () => {
  const { git, commit, branch, branches, base, tip } = history();
  const inner = join(base, 'inner');
  git(['init', '-q', '-b', 'main', inner], base);
  const first = commit('inner 1', { x: '1' }, inner);
  const second = commit('inner 2', { x: '2' }, inner);
  git(['checkout', '-q', '-b', 'other', first], inner);
  const third = commit('inner 3', { x: '3' }, inner);
  const link = (to: string) => git(['update-index', '--add', '--cacheinfo', `160000,${to},sub`]);
  const pointer = (oid: string) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid.repeat(64)}\nsize 5\n`;
  link(first);
  git(['commit', '-qm', 'with a submodule']);
  const at = (called: string, to: string) => {
    git(['checkout', '-q', '-b', called, 'main']);
    link(to);
    git(['commit', '-qm', called]);
    git(['checkout', '-q', 'main']);
    return tip(called);
  };
  const [two, three] = [at('two', second), at('three', third)];
  const side = branch('side', 'main', { 'big.bin': pointer('a') });
  const clean = got(await branches().tryMerge(wish(two, side)));
  if (clean.kind !== 'merged') throw new Error(clean.kind);
  expect(git(['rev-parse', `${clean.commit}:sub`])).toBe(second);
  const clash = got(await branches().tryMerge(wish(two, three)));
  expect(clash).toMatchObject({
    kind: 'conflicted',
    files: [
      { path: 'sub', kind: 'submodule', base: { id: first }, ours: { id: second }, theirs: { id: third } },
    ],
  });
  const other = branch('pointer', 'main', { 'big.bin': pointer('b') });
  expect(got(await branches().tryMerge(wish(side, other)))).toMatchObject({
    files: [{ path: 'big.bin', kind: 'add/add' }],
  });
});

test('names that are one file on this machine are a conflict there alone', async () => {
  const { git, commit, branch, branches } = history();
  const theirs = branch('side', 'main', { 'Notes.md': 'a' });
  const ours = commit('ours', { 'notes.md': 'b' });
  expect(got(await branches().tryMerge(wish(ours, theirs)))).toMatchObject({ kind: 'merged' });
  git(['config', 'core.ignorecase', 'true']);
  expect(got(await branches().tryMerge(wish(ours, theirs)))).toMatchObject({
    kind: 'conflicted',
    files: [
      { path: 'Notes.md', kind: 'names' },
      { path: 'notes.md', kind: 'names' },
    ],
  });
});

test('what can’t be merged is told with a remedy', async () => {
  const { git, commit, tip, branches, env } = history();
  const main = tip();
  git(['checkout', '-q', '--orphan', 'alone']);
  const alone = commit('alone', { 'z.txt': 'z' });
  expect(await branches().tryMerge(wish(main, alone))).toMatchObject({
    ok: false,
    error: { code: 'wrong_state' },
  });
  const missing = '1'.repeat(40);
  for (const strategy of ['merge', 'squash'] as const)
    expect(await branches().tryMerge(wish(main, missing, strategy))).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  expect(await branches().tryMerge(wish('--help', main))).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
  const side = (() => {
    git(['checkout', '-q', '-b', 'side', main]);
    return commit('side', { 'y.txt': 'y' });
  })();
  const nameless = {
    GIT_AUTHOR_NAME: '',
    GIT_COMMITTER_NAME: '',
    GIT_AUTHOR_EMAIL: '',
    GIT_COMMITTER_EMAIL: '',
  };
  const unknown = await branches(nameless).tryMerge(wish(main, side));
  expect(unknown).toMatchObject({ ok: false, error: { remedy: expect.stringContaining('user.email') } });
  expect(env.HOME).not.toBe('');
  git(['config', 'commit.gpgsign', 'true']);
  git(['config', 'gpg.program', 'false']);
  const unsigned = await branches().tryMerge(wish(main, side));
  expect(unsigned).toMatchObject({ ok: false, error: { remedy: expect.stringContaining('gpgsign') } });
});
