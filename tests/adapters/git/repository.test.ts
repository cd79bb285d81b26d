import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { got, ground, repository } from './support.ts';

test.each(['repo', 'with space', 'ümläut 日本', '-leading', "quo'te", 'new\nline '])(
  'finds a repository called %j',
  async (name) => {
    const { root, worktrees } = repository(name);
    expect(got(await worktrees().repository())).toEqual({ root, branch: 'main' });
    const made = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'HEAD' }));
    expect(made.branch).toBe('tutti/1/exec_1');
  },
);

test('finds it from a folder below, and tells the commit of a detached HEAD', async () => {
  const { root, git, worktrees } = repository();
  mkdirSync(join(root, 'sub'));
  git(['checkout', '-q', '--detach']);
  const branch = git(['rev-parse', '--short', 'HEAD']);
  expect(got(await worktrees(join(root, 'sub')).repository())).toEqual({ root, branch });
});

test('what can not be opened is told by its kind, with a remedy', async () => {
  const { base, root, git, worktrees } = ground();
  const errorOf = async (at: string) => {
    const result = await worktrees(at).repository();
    return result.ok ? null : result.error;
  };
  expect(await errorOf(join(base, 'none'))).toMatchObject({ code: 'not_a_repository' });
  expect(await errorOf(root)).toMatchObject({ code: 'not_a_repository' });
  git(['init', '-q', '-b', 'main']);
  expect(await errorOf(root)).toMatchObject({
    code: 'no_commits',
    remedy: expect.stringContaining('git commit --allow-empty'),
  });
  expect(await errorOf(join(root, '.git'))).toMatchObject({ code: 'not_a_repository' });
  git(['init', '-q', '--bare', 'bare.git'], base);
  expect(await errorOf(join(base, 'bare.git'))).toMatchObject({ code: 'bare_repository' });
});

test('a machine without git is told what to install', async () => {
  const { base, worktrees } = repository();
  const result = await worktrees(undefined, { PATH: base }).repository();
  expect(result).toMatchObject({ ok: false, error: { code: 'git_failed' } });
  expect(!result.ok && result.error.remedy).toContain('Install it');
});

test('an inherited GIT_DIR leads nowhere else', async () => {
  const other = repository();
  const { root, worktrees } = repository();
  const misled = worktrees(undefined, { GIT_DIR: join(other.root, '.git'), GIT_WORK_TREE: other.root });
  expect(got(await misled.repository()).root).toBe(root);
});

test('a linked worktree and a submodule can be projects', async () => {
  const { base, root, git, worktrees } = repository();
  const linked = join(base, 'linked');
  git(['worktree', 'add', '-q', '-b', 'side', linked]);
  expect(got(await worktrees(linked).repository())).toEqual({ root: linked, branch: 'side' });
  got(await worktrees(linked).add({ run: 1, name: 'exec_1', from: 'side' }));
  const outer = repository('outer');
  outer.git(['-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', root, 'inner']);
  const inner = join(outer.root, 'inner');
  expect(got(await outer.worktrees(inner).repository()).root).toBe(inner);
  got(await outer.worktrees(inner).add({ run: 1, name: 'exec_1', from: 'HEAD' }));
});
