import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentFor } from '../../../src-main/adapters/git/git-environment.ts';
import { dropHalfMade } from '../../../src-main/adapters/git/half-made.ts';
import { gitIn } from '../../../src-main/adapters/git/run-git.ts';
import { history, wish } from './branches/support.ts';
import { got, repository } from './support.ts';

test('nothing that git hands to its hooks is inherited, and nothing asks', () => {
  const names = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const inherited = Object.fromEntries([...names, 'GPG_TTY', 'GIT_EXTERNAL_DIFF'].map((name) => [name, 'x']));
  const env = environmentFor(inherited, false);
  expect(Object.entries(env).filter(([, value]) => value === 'x')).toEqual([]);
  expect(env).toMatchObject({ LC_ALL: 'C.UTF-8', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' });
  expect(environmentFor({}, true).GIT_OPTIONAL_LOCKS).toBeUndefined();
});

/** A repository whose person has set programs for everything that git lets one set, each of which would never end. */
const hanging = () => {
  const made = history();
  const { base, git, commit, branch } = made;
  const before = commit('base', { 'a.txt': 'a\n' });
  const side = branch('side', 'main', { 'a.txt': 'side\n', 'new.txt': 'n\n' });
  const told = join(base, 'ran');
  const program = join(base, 'program');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${told}'\nsleep 600\n`, { mode: 0o755 });
  const hooks = join(base, 'hooks');
  mkdirSync(hooks);
  for (const hook of [
    'pre-commit',
    'post-checkout',
    'post-merge',
    'reference-transaction',
    'post-index-change',
  ])
    writeFileSync(join(hooks, hook), readFileSync(program), { mode: 0o755 });
  git(['config', 'core.hooksPath', hooks]);
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.editor',
    'core.askPass',
    'diff.external',
    'sequence.editor',
  ])
    git(['config', key, key === 'core.askPass' ? program : `'${program}'`]);
  return { ...made, before, side, told, program };
};

test('no program of the person’s that would never end is started by any verb', async () => {
  const { root, branches, worktrees, before, side, told, put } = hanging();
  const port = branches({ GIT_EXTERNAL_DIFF: 'sleep', PAGER: 'sleep 600', EDITOR: 'sleep 600' });
  const made = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'HEAD' }));
  const merged = got(await port.tryMerge(wish(before, side)));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  const { commit: to } = merged;
  expect(got(await port.advance({ branch: 'main', from: before, to, why: 'm' })).kind).toBe('moved');
  expect(got(await port.patch({ from: before, to, paths: [], limit: 10_000 })).text).toContain('+side');
  put({ 'open.txt': 'open\n' });
  expect(
    got(await port.saveWork({ worktree: root, ref: 'refs/tutti/work/1/x/1', message: 'saved' }))?.files,
  ).toBe(1);
  expect(got(await worktrees().uncommitted(root))).toBe(1);
  rmSync(join(root, 'open.txt'));
  got(await port.openLines(root));
  got(await port.ignoredIn(made.path, 20));
  const undone = got(await port.undo({ branch: 'main', before, after: to, message: 'back' }));
  expect(undone.kind).toBe('back');
  expect(got(await port.scratch('check').at(side))).toContain('check');
  got(await port.removeWorktree(made.path));
  expect(existsSync(told), existsSync(told) ? readFileSync(told, 'utf8') : '').toBe(false);
});

test('no verb changes git’s configuration, the repository’s or the person’s', async () => {
  const { root, base, git, commit, branch, branches, worktrees, put, env } = history();
  const before = commit('base', { 'a.txt': 'a\n', 'b.txt': 'b\n' });
  const side = branch('side', 'main', { 'a.txt': 'side\n' });
  const ours = branch('ours', 'main', { 'a.txt': 'ours\n' });
  const config = join(root, '.git', 'config');
  const [own, seen] = [readFileSync(config, 'utf8'), git(['config', '--list', '--show-origin'])];
  const port = branches();
  const made = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'main' }));
  for (const strategy of ['merge', 'squash', 'rebase'] as const) {
    const merged = got(await port.tryMerge(wish(before, side, strategy)));
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    const { commit: to } = merged;
    expect(got(await port.advance({ branch: 'main', from: before, to, why: 'm' })).kind).toBe('moved');
    const undone = got(await port.undo({ branch: 'main', before, after: to, message: 'back' }));
    expect(undone.kind).toBe('back');
  }
  // Where git is taught a resolution, too.
  const place = port.scratch('resolve');
  got(await place.mergeWithMarkers({ into: ours, from: side }));
  const files = [{ path: 'a.txt', how: 'text', text: 'both\n' }] as const;
  expect(got(await place.finishMerge({ files, strategy: 'merge', message: 'm' })).kind).toBe('merged');
  got(await port.scratch('check').at(side));
  put({ 'open.txt': 'open\n' });
  got(await port.saveWork({ worktree: root, ref: 'refs/tutti/work/1/exec_1/1', message: 'saved' }));
  got(await port.mend());
  got(await port.removeWorktree(made.path));
  expect(got(await port.deleteBranch(made.branch, before))).toBe(true);
  expect(readFileSync(config, 'utf8')).toBe(own);
  expect(git(['config', '--list', '--show-origin'])).toBe(seen);
  expect(existsSync(join(root, '.git', 'config.worktree'))).toBe(false);
  expect(existsSync(join(env.HOME ?? base, '.gitconfig'))).toBe(false);
});

test('what is kept aside is not signed; a merge is, and says how to go on when that fails', async () => {
  const { root, branches, before, side, base, put, git } = hanging();
  const signer = join(base, 'signer');
  const asked = join(base, 'asked');
  writeFileSync(signer, `#!/bin/sh\necho "tty=$GPG_TTY" >> '${asked}'\nexit 1\n`, { mode: 0o755 });
  git(['config', 'commit.gpgSign', 'true']);
  git(['config', 'gpg.program', signer]);
  const port = branches({ GPG_TTY: '/dev/pts/1' });
  put({ 'open.txt': 'open\n' });
  const saved = await port.saveWork({ worktree: root, ref: 'refs/tutti/work/1/x/1', message: 'saved' });
  expect(got(saved)?.files).toBe(1);
  expect(existsSync(asked)).toBe(false);
  expect(await port.tryMerge(wish(before, side))).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('signed'), remedy: expect.stringContaining('Unlock your key') },
  });
  expect(readFileSync(asked, 'utf8')).toBe('tty=\n');
});

test('a repository whose .git is gone or broken is not taken for the one that lies around it', async () => {
  const outer = repository('home');
  const root = join(outer.root, 'project');
  outer.git(['init', '-q', '-b', 'main', root]);
  outer.git(['commit', '-q', '--allow-empty', '-m', 'inner'], root);
  const port = gitIn(outer.env, root);
  const inner = outer.worktrees(root);
  got(await inner.repository());
  const heads = outer.git(['for-each-ref']);
  writeFileSync(join(root, '.git', 'HEAD'), 'rubbish\n');
  const message = expect.stringContaining('no repository in');
  expect(await port(['update-ref', 'refs/heads/stray', 'HEAD'], { writes: true })).toMatchObject({
    ok: false,
    error: { code: 'git_failed', message },
  });
  renameSync(join(root, '.git'), join(outer.base, 'aside'));
  expect(await port(['status'])).toMatchObject({ ok: false, error: { message } });
  expect(outer.git(['for-each-ref'])).toBe(heads);
});

test('a lock of refs that stays is waited for, named with its remedy, and never removed', async () => {
  const { root, git, branches, commit, branch } = history();
  const before = commit('base', { 'a.txt': 'a\n' });
  branch('tutti/1/x', 'main', { 'b.txt': 'b\n' });
  const tip = git(['rev-parse', 'tutti/1/x']);
  git(['pack-refs', '--all']);
  // How long git itself waits each time.
  for (const key of ['core.packedRefsTimeout', 'core.filesRefLockTimeout']) git(['config', key, '10']);
  const deeds = [
    ['packed-refs.lock', () => branches().deleteBranch('tutti/1/x', tip)],
    ['refs/heads/free.lock', () => branches().advance({ branch: 'free', from: before, to: tip, why: 'm' })],
    ['refs/tutti/work/1/x/1.lock', () => branches().keep('refs/tutti/work/1/x/1', tip, 'kept')],
  ] as const;
  git(['branch', 'free', before]);
  for (const [name, deed] of deeds) {
    const lock = join(root, '.git', name);
    mkdirSync(join(lock, '..'), { recursive: true });
    writeFileSync(lock, '');
    expect(await deed(), name).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(lock), remedy: expect.stringContaining(`rm '${lock}'`) },
    });
    expect(existsSync(lock)).toBe(true);
    rmSync(lock);
    got<unknown>(await deed());
  }
});

test('a worktree that git was killed in the middle of making is made anew, and one is told of', async () => {
  const { root, env, base, git, write, worktrees, branches } = history();
  write('.gitattributes', '*.big filter=deadly\n');
  write('a.big', 'a\n');
  git(['add', '.']);
  git(['commit', '-qm', 'big']);
  // Kills the git that checks out, and all with it: the runner gives each a group of its own.
  const deadly = join(base, 'deadly');
  writeFileSync(deadly, '#!/bin/sh\nkill -9 0\n', { mode: 0o755 });
  git(['config', 'filter.deadly.smudge', `'${deadly}'`]);
  const asked = { run: 1, name: 'exec_1', from: 'HEAD' };
  expect(await worktrees().add(asked)).toMatchObject({ ok: false });
  expect(git(['worktree', 'list', '--porcelain'])).toContain('locked initializing');
  git(['config', '--unset', 'filter.deadly.smudge']);
  const none = await dropHalfMade(gitIn(env, root), () => false, 0);
  expect(got(none)).toEqual([]);
  expect(got(await dropHalfMade(gitIn(env, root), () => true, 0))).toEqual([
    expect.stringContaining('was being made when Tutti was broken off'),
  ]);
  expect(git(['worktree', 'list', '--porcelain'])).not.toContain('exec_1');
  const made = got(await worktrees().add(asked));
  expect(git(['status', '--porcelain'], made.path)).toBe('');
  expect(readFileSync(join(made.path, 'a.big'), 'utf8')).toBe('a\n');
  expect(got(await branches().mend())).toEqual([]);
});

test('a worktree that was taken away comes back on its branch; what is no worktree any more is left', async () => {
  const { git, worktrees, write } = repository();
  const made = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'HEAD' }));
  write('own.txt', 'o\n', made.path);
  git(['add', '.'], made.path);
  git(['commit', '-qm', 'own'], made.path);
  expect(got(await worktrees().comeBack(made))).toBe(false);
  rmSync(made.path, { recursive: true });
  expect(got(await worktrees().comeBack(made))).toBe(true);
  expect(readFileSync(join(made.path, 'own.txt'), 'utf8')).toBe('o\n');
  rmSync(join(made.path, '.git'));
  expect(await worktrees().comeBack(made)).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  expect(existsSync(join(made.path, 'own.txt'))).toBe(true);
  rmSync(made.path, { recursive: true });
  git(['worktree', 'prune']);
  git(['branch', '-D', '-q', made.branch]);
  expect(await worktrees().comeBack(made)).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', message: expect.stringContaining('its branch') },
  });
});
