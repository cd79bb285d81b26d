import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history, wish } from './support.ts';

const ready = () => {
  const made = history();
  const before = made.commit('base', { 'a.txt': 'a\n', 'b.txt': 'b\n', '.gitignore': 'ignored\n' });
  const side = made.branch('side', 'main', { 'a.txt': 'theirs\n', 'new/file.txt': 'new\n' });
  const port = made.branches();
  const merged = async (into: string, from: string) => {
    const attempt = got(await port.tryMerge(wish(into, from)));
    if (attempt.kind !== 'merged') throw new Error(attempt.kind);
    return attempt.commit;
  };
  const moveTo = (to: string, from = before) => port.advance({ branch: 'main', from, to, why: 'merge 1' });
  return { ...made, before, side, port, merged, moveTo };
};

test('a branch that is nowhere checked out is moved, with a reflog', async () => {
  const { git, before, side, merged, moveTo, tip } = ready();
  git(['checkout', '-q', '--detach']);
  const to = await merged(before, side);
  expect(got(await moveTo(to))).toEqual({ kind: 'moved', worktree: null });
  expect(tip()).toBe(to);
  expect(git(['rev-parse', 'HEAD'])).toBe(before);
  expect(git(['log', '-g', '-1', '--format=%gs', 'main'])).toBe('tutti: merge 1');
});

test('the files of a clean checkout follow, others’ untracked files stay', async () => {
  const { git, root, before, side, merged, moveTo, status } = ready();
  writeFileSync(join(root, 'mine.txt'), 'mine');
  writeFileSync(join(root, 'ignored'), 'mine');
  const to = await merged(before, side);
  expect(got(await moveTo(to))).toEqual({ kind: 'moved', worktree: root });
  expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('theirs\n');
  expect(readFileSync(join(root, 'new/file.txt'), 'utf8')).toBe('new\n');
  expect(status()).toBe('?? mine.txt');
  expect(git(['log', '-g', '-1', '--format=%gs', 'HEAD'])).toBe('tutti: merge 1');
  expect(existsSync(join(root, '.git', 'index.lock'))).toBe(false);
});

test('also in a linked worktree, with a name of its own', async () => {
  const { git, before, side, merged, port, worktree, status } = ready();
  const folder = worktree('mgr', 'main');
  const to = await merged(before, side);
  expect(got(await port.checkedOut('mgr'))).toEqual([{ worktree: folder, busy: null, away: false }]);
  expect(got(await port.advance({ branch: 'mgr', from: before, to, why: 'x' }))).toEqual({
    kind: 'moved',
    worktree: folder,
  });
  expect(status(folder)).toBe('');
  expect(git(['rev-parse', 'HEAD'], folder)).toBe(to);
  rmSync(folder, { recursive: true });
  expect(got(await port.checkedOut('mgr'))).toEqual([]);
});

test('a checkout with changes waits, and nothing is touched', async () => {
  const { root, git, before, side, merged, moveTo, status, tip } = ready();
  appendFileSync(join(root, 'b.txt'), 'more');
  git(['add', 'b.txt']);
  appendFileSync(join(root, 'a.txt'), 'more');
  const to = await merged(before, side);
  expect(got(await moveTo(to))).toEqual({
    kind: 'waiting',
    worktree: root,
    reason: 'changes',
    files: ['a.txt', 'b.txt'],
  });
  expect([tip(), status()]).toEqual([before, 'M a.txt\nM  b.txt']);
});

test.each(['new/file.txt', 'new', 'ignored'])('a file %s in the way is named, and stays', async (path) => {
  const { root, git, before, merged, moveTo, tip, port, commit } = ready();
  git(['checkout', '-q', '-b', 'other', 'side']);
  writeFileSync(join(root, 'ignored'), 'theirs');
  git(['add', '-f', 'ignored']);
  const other = commit('ignored', {});
  git(['checkout', '-q', 'main']);
  if (path.includes('/')) mkdirSync(join(root, 'new'));
  writeFileSync(join(root, path), 'mine');
  const to = await merged(before, other);
  expect(got(await moveTo(to))).toEqual({
    kind: 'waiting',
    worktree: root,
    reason: 'untracked',
    files: [path],
  });
  expect(readFileSync(join(root, path), 'utf8')).toBe('mine');
  expect(tip()).toBe(before);
  rmSync(join(root, path));
  expect(got(await moveTo(to))).toMatchObject({ kind: 'moved' });
  expect(got(await port.commitOf('main'))).toBe(to);
});

test('a checkout in the middle of something waits, also when its HEAD is detached meanwhile', async () => {
  const { root, git, before, side, merged, port, commit, tip, worktree } = ready();
  const to = await merged(before, side);
  const folder = worktree('busy', 'main');
  commit('theirs', { 'a.txt': 'busy\n' }, folder);
  const from = tip('busy');
  const next = await merged(from, git(['commit-tree', `${from}^{tree}`, '-p', from, '-m', 'next']));
  const reasonWhile = async (begin: readonly string[], end: readonly string[]) => {
    try {
      git(begin, folder);
    } catch {
      // It stops at its conflict, as it should.
    }
    const answer = got(await port.advance({ branch: 'busy', from, to: next, why: 'x' }));
    git(end, folder);
    expect(tip('busy')).toBe(from);
    return answer.kind === 'waiting' ? answer.reason : answer.kind;
  };
  expect(await reasonWhile(['rebase', side], ['rebase', '--abort'])).toBe('rebase');
  expect(await reasonWhile(['merge', side], ['merge', '--abort'])).toBe('merge');
  expect(await reasonWhile(['cherry-pick', side], ['cherry-pick', '--abort'])).toBe('cherry-pick');
  expect(await reasonWhile(['bisect', 'start', 'busy', `${before}~1`], ['bisect', 'reset'])).toBe('bisect');
  expect(root).not.toBe(folder);
  expect(to).not.toBe(next);
});

test('one that others moved, deleted, or that would not go forward is left', async () => {
  const { git, before, side, merged, moveTo, commit, tip, port } = ready();
  const to = await merged(before, side);
  const moved = commit('meanwhile', { 'c.txt': 'c' });
  expect(got(await moveTo(to))).toEqual({ kind: 'stale', tip: moved });
  expect(tip()).toBe(moved);
  expect(got(await moveTo(before, moved))).toEqual({ kind: 'not_forward' });
  git(['branch', 'loose', before]);
  git(['branch', '-D', 'loose']);
  expect(got(await port.advance({ branch: 'loose', from: before, to, why: 'x' }))).toEqual({
    kind: 'stale',
    tip: null,
  });
  const missing = await port.advance({ branch: 'main', from: moved, to: '2'.repeat(40), why: 'x' });
  expect(missing).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('of twenty at once one moves it, the others are told', async () => {
  const { before, port, git, tip, status } = ready();
  const next = Array.from({ length: 20 }, (_no, at) =>
    git(['commit-tree', `${before}^{tree}`, '-p', before, '-m', `${at}`]),
  );
  const answers = await Promise.all(
    next.map((to) => port.advance({ branch: 'main', from: before, to, why: 'x' })),
  );
  const kinds = answers.map((answer) => got(answer).kind);
  expect(kinds.filter((kind) => kind === 'moved')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'stale')).toHaveLength(19);
  expect(tip()).toBe(next[kinds.indexOf('moved')]);
  expect(status()).toBe('');
});

test('a lock that stays is named with its age and never removed', async () => {
  const { root, before, side, merged, moveTo, tip } = ready();
  const to = await merged(before, side);
  const lock = join(root, '.git', 'index.lock');
  writeFileSync(lock, '');
  const refused = await moveTo(to);
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'git_failed', message: expect.stringContaining(lock) },
  });
  expect(!refused.ok && refused.error.remedy).toContain(`rm '${lock}'`);
  expect(existsSync(lock)).toBe(true);
  expect(tip()).toBe(before);
  rmSync(lock);
  expect(got(await moveTo(to))).toMatchObject({ kind: 'moved' });
});

test('no hook of the person runs', async () => {
  const { root, before, side, merged, moveTo } = ready();
  for (const hook of ['post-merge', 'post-checkout', 'reference-transaction', 'post-index-change'])
    writeFileSync(join(root, '.git', 'hooks', hook), '#!/bin/sh\necho ran >> "$PWD/hooked"\nexit 1\n', {
      mode: 0o755,
    });
  expect(got(await moveTo(await merged(before, side)))).toMatchObject({ kind: 'moved' });
  expect(existsSync(join(root, 'hooked'))).toBe(false);
});

test('undo goes back, and keeps changes elsewhere; one that overlaps waits', async () => {
  const { root, before, side, merged, moveTo, port, tip, status } = ready();
  const after = await merged(before, side);
  got(await moveTo(after));
  const undo = () => port.undo({ branch: 'main', before, after, message: 'Take it back' });
  appendFileSync(join(root, 'a.txt'), 'mine');
  expect(got(await undo())).toEqual({ kind: 'waiting', worktree: root, reason: 'changes', files: ['a.txt'] });
  expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('theirs\nmine');
  writeFileSync(join(root, 'a.txt'), 'theirs\n');
  appendFileSync(join(root, 'b.txt'), 'mine');
  expect(got(await undo())).toEqual({ kind: 'back', worktree: root });
  expect([tip(), status()]).toEqual([before, 'M b.txt']);
  expect(existsSync(join(root, 'new'))).toBe(false);
  expect(got(await undo())).toEqual({ kind: 'gone', tip: before });
});

test('undo below others’ work is a commit that takes it back, or tells the conflict', async () => {
  const { root, git, before, side, merged, moveTo, port, commit, status, tip } = ready();
  const after = await merged(before, side);
  got(await moveTo(after));
  const later = commit('later', { 'b.txt': 'later\n' });
  const undo = () => port.undo({ branch: 'main', before, after, message: 'Take it back\n\nWhy.' });
  const done = got(await undo());
  if (done.kind !== 'reverted') throw new Error(done.kind);
  expect(git(['log', '-1', '--format=%P %s', 'main'])).toBe(`${later} Take it back`);
  expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('a\n');
  expect(readFileSync(join(root, 'b.txt'), 'utf8')).toBe('later\n');
  expect(status()).toBe('');
  expect(got(await undo())).toEqual({ kind: 'gone', tip: done.commit });
  git(['reset', '-q', '--hard', later]);
  const over = commit('over it', { 'a.txt': 'over\n' });
  expect(got(await undo())).toMatchObject({
    kind: 'conflicted',
    files: [{ path: 'a.txt', kind: 'content' }],
  });
  expect([tip(), status()]).toEqual([over, '']);
});
