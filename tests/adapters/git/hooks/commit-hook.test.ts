import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundled } from '../../../support/bundle.ts';
import { hookedWorktree } from './support.ts';

const program = bundled('src-main/hosts/commit-check/main.ts', 'commit-check.js');
const worktree = () => hookedWorktree(fileURLToPath(program()));

const subject = (log: { readonly out: string }) => log.out.trim();

test('a commit that touches what another holds is not made, and says what, who and what to do', async () => {
  const { git, write, held, host, folder } = await worktree();
  held.add('src/a.ts');
  write('src/a.ts');
  write('free.ts');
  await git('add', '.');
  const refused = await git('commit', '-m', 'Both');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('src/a.ts  locked by spec_2 (exclusive)');
  expect(refused.err).toContain('git restore --staged');
  expect(host.asked).toEqual([{ folder, paths: ['free.ts', 'src/a.ts'] }]);
  expect(subject(await git('log', '-1', '--format=%s'))).toBe('Start');
  await git('restore', '--staged', '--', 'src/a.ts');
  expect(await git('commit', '-qm', 'Free')).toMatchObject({ code: 0, err: '' });
  expect(subject(await git('log', '-1', '--format=%s'))).toBe('Free');
});

test.each([
  ['commit -a', ['commit', '-qam', 'All']],
  ['commit with names', ['commit', '-qm', 'Named', '--', 'README.md']],
  ['commit --amend', ['commit', '-q', '-a', '--amend', '--no-edit']],
])('%s is refused, too', async (_what, args) => {
  const { git, write, held } = await worktree();
  held.add('README.md');
  write('README.md', 'other\n');
  expect((await git(...args)).code).toBe(1);
  expect(subject(await git('log', '--format=%s'))).toBe('Start');
});

test('a removed file is touched, and names of every kind are understood', async () => {
  const { git, write, held } = await worktree();
  const names = ['with space', `it's "q"`, 'new\nline', 'é', 'e\u0301', '-dash', ':colon', '*'];
  for (const name of names) write(name);
  await git('add', '-A');
  await git('commit', '-qm', 'Names');
  for (const name of names) {
    held.clear();
    held.add(name);
    await git('rm', '-q', '--', `:(literal)${name}`);
    const refused = await git('commit', '-qm', 'Remove');
    expect([name, refused.code]).toEqual([name, 1]);
    await git('reset', '-q', '--hard');
  }
});

test('a merge brings what others committed; only what it changes itself is touched', async () => {
  const { git, write, held, outside, host } = await worktree();
  outside.write('theirs.ts', 'theirs\n');
  outside.write('both.ts', 'one\n');
  outside.git(['add', '.']);
  outside.git(['commit', '-qm', 'Theirs']);
  write('ours.ts');
  await git('add', '.');
  await git('commit', '-qm', 'Ours');
  held.add('theirs.ts');
  expect(await git('merge', '-q', '--no-edit', 'main')).toMatchObject({ code: 0 });
  // Nothing of its own: the host is not even asked.
  expect(host.asked).toHaveLength(1);
  // Both change a file: what is made of the two is its own doing.
  outside.write('both.ts', 'main\n');
  outside.git(['commit', '-qam', 'Main']);
  write('both.ts', 'branch\n');
  await git('commit', '-qam', 'Branch');
  expect((await git('merge', '-q', 'main')).code).toBe(1);
  write('both.ts', 'made of both\n');
  await git('add', '.');
  held.add('both.ts');
  const refused = await git('commit', '--no-edit');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('both.ts  locked by spec_2');
  expect(refused.err).not.toContain('theirs.ts');
  held.delete('both.ts');
  expect((await git('commit', '-q', '--no-edit')).code).toBe(0);
});

test('stash, rebase and what bypasses hooks are not refused', async () => {
  const { git, write, held, outside } = await worktree();
  held.add('README.md');
  write('README.md', 'other\n');
  expect((await git('stash')).code).toBe(0);
  expect((await git('stash', 'pop')).code).toBe(0);
  expect((await git('commit', '-q', '-a', '--no-verify', '-m', 'Bypassed')).code).toBe(0);
  outside.write('theirs.ts', 'theirs\n');
  outside.git(['add', '.']);
  outside.git(['commit', '-qm', 'Theirs']);
  expect((await git('rebase', '-q', 'main')).code).toBe(0);
});

test('where no host answers the commit is made, and that is said', async () => {
  const { git, write, held, close } = await worktree();
  held.add('a.ts');
  write('a.ts');
  await git('add', '.');
  await close();
  const made = await git('commit', '-qm', 'Alone');
  expect(made.code).toBe(0);
  expect(made.err).toContain('tutti: no host is there');
  expect(made.err).toContain('the commit is made');
});

test('a token that is no longer known does not keep a commit from being made', async () => {
  const { gitIn, write, folder } = await worktree();
  write('a.ts');
  await gitIn(folder, ['add', '.']);
  const made = await gitIn(folder, ['commit', '-qm', 'Old'], { TUTTI_TOKEN: 'another' });
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('This token belongs to no instance') });
});

test('elsewhere than in a worktree of Tutti’s nothing is asked', async () => {
  const { gitIn, outside, host, held } = await worktree();
  held.add('README.md');
  outside.write('README.md', 'by the person\n');
  expect((await gitIn(outside.root, ['commit', '-qam', 'Mine'])).code).toBe(0);
  await gitIn(outside.base, ['init', '-q', 'scratch']);
  const scratch = `${outside.base}/scratch`;
  outside.write('README.md', 'x', scratch);
  await gitIn(scratch, ['add', '.']);
  expect((await gitIn(scratch, ['commit', '-qm', 'Scratch'])).code).toBe(0);
  expect(host.asked).toEqual([]);
});

test('the person’s settings are as they were', async () => {
  const { outside, git, write } = await worktree();
  write('a.ts');
  await git('add', '.');
  await git('commit', '-qm', 'A');
  expect(outside.git(['config', '--local', '--list'])).not.toContain('hookspath');
});
