import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history } from './support.ts';

test('the refs that hold a commit are named, branches and kept refs apart', async () => {
  const { git, branch, branches } = history();
  const tip = branch('tutti/1/spec_1', 'main', { 'a.txt': 'a' });
  branch('tutti/1/mgr_1', 'tutti/1/spec_1', { 'b.txt': 'b' });
  git(['update-ref', 'refs/tutti/work/1/spec_1/1', tip]);
  const port = branches();
  expect(got(await port.containing(tip, 'refs/heads/'))).toEqual([
    'refs/heads/tutti/1/mgr_1',
    'refs/heads/tutti/1/spec_1',
  ]);
  expect(got(await port.containing(tip, 'refs/tutti/'))).toEqual(['refs/tutti/work/1/spec_1/1']);
  expect(await port.containing('f'.repeat(40), 'refs/heads/')).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
});

test('kept work comes back as a branch and a worktree, also when its own are gone', async () => {
  const { git, branches, worktrees, write } = history();
  const made = got(await worktrees().add({ run: 1, name: 'spec_1', from: 'main' }));
  write('new.txt', 'not committed', made.path);
  const ref = 'refs/tutti/work/1/spec_1/1';
  const saved = got(await branches().saveWork({ worktree: made.path, ref, message: 'Work' }));
  if (saved === null) throw new Error('nothing saved');
  git(['worktree', 'remove', '--force', made.path]);
  git(['branch', '-D', made.branch]);
  git(['gc', '-q', '--prune=now']);
  const back = got(await worktrees().add({ run: 1, name: 'spec_1-kept-1', from: saved.commit }));
  expect(back.branch).toBe('tutti/1/spec_1-kept-1');
  expect(git(['show', 'HEAD:new.txt'], back.path)).toBe('not committed');
});
