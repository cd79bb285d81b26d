import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeHooks } from '../../../../src-main/adapters/git/hooks/write-hooks.ts';
import { bundled } from '../../../support/bundle.ts';
import { hookedWorktree, script } from './support.ts';

const program = bundled('src-main/hosts/commit-check/main.ts', 'commit-check.js');
const worktree = () => hookedWorktree(fileURLToPath(program()));

const lines = (file: string): string[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

test('the person’s own hooks run, with their arguments, and may refuse', async () => {
  const { git, write, outside } = await worktree();
  const told = join(outside.base, 'told');
  const hooks = join(outside.root, '.git', 'hooks');
  script(join(hooks, 'pre-commit'), `echo "pre-commit in $PWD" >> "${told}"`);
  script(join(hooks, 'commit-msg'), `echo "commit-msg $#" >> "${told}"; grep -q fine "$1"`);
  script(join(hooks, 'post-commit'), `echo post-commit >> "${told}"`);
  write('a.ts');
  await git('add', '.');
  expect((await git('commit', '-qm', 'bad')).code).toBe(1);
  expect((await git('commit', '-qm', 'fine')).code).toBe(0);
  const pre = `pre-commit in ${outside.stateFolder}/worktrees/1/spec_1`;
  expect(lines(told)).toEqual([pre, 'commit-msg 1', pre, 'commit-msg 1', 'post-commit']);
});

test('hooks of a folder that the repository brings run in the worktree', async () => {
  const { git, write, outside, folder } = await worktree();
  const told = join(outside.base, 'told');
  outside.git(['config', 'core.hooksPath', '.husky']);
  script(join(folder, '.husky', 'pre-commit'), `echo husky >> "${told}"`);
  write('a.ts');
  await git('add', '.');
  expect((await git('commit', '-qm', 'A')).code).toBe(0);
  expect(lines(told)).toEqual(['husky']);
});

test('a hook gets its input, and one that is not to be run is left alone', async () => {
  const { git, outside } = await worktree();
  const told = join(outside.base, 'told');
  const hooks = join(outside.root, '.git', 'hooks');
  script(join(hooks, 'pre-push'), `echo "$1"; cat > "${told}"`);
  writeFileSync(join(hooks, 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o644 });
  outside.git(['init', '-q', '--bare', '../remote.git']);
  expect((await git('push', '-q', '../../../../remote.git', 'HEAD')).code).toBe(0);
  expect(lines(told)[0]).toMatch(/^HEAD [0-9a-f]{40} refs\/heads\/tutti\/1\/spec_1 0{40}$|^refs\/heads\//);
  expect((await git('commit', '-q', '--allow-empty', '-m', 'Empty')).code).toBe(0);
});

test('what is held is refused before the person’s hook runs', async () => {
  const { git, write, outside, held } = await worktree();
  const told = join(outside.base, 'told');
  script(join(outside.root, '.git', 'hooks', 'pre-commit'), `echo ran >> "${told}"`);
  held.add('a.ts');
  write('a.ts');
  await git('add', '.');
  expect((await git('commit', '-qm', 'A')).code).toBe(1);
  expect(lines(told)).toEqual([]);
});

test('the folder is the account’s own, and is put right at each start', async () => {
  const { hooks, outside } = await worktree();
  expect(statSync(hooks).mode & 0o777).toBe(0o700);
  expect(existsSync(join(hooks, 'reference-transaction'))).toBe(false);
  writeFileSync(join(hooks, 'pre-commit'), 'exit 0');
  writeFileSync(join(hooks, 'other'), 'exit 0');
  script(join(outside.root, '.git', 'hooks', 'reference-transaction'), 'exit 0');
  await writeHooks(outside.stateFolder, outside.root, outside.env);
  expect(readFileSync(join(hooks, 'pre-commit'), 'utf8')).toContain('TUTTI_COMMIT_CHECK');
  expect(existsSync(join(hooks, 'other'))).toBe(false);
  expect(existsSync(join(hooks, 'reference-transaction'))).toBe(true);
});
