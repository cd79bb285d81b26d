import { expect, test } from 'vitest';
import { soon, watchedWorktree } from './support.ts';

test('a commit is told with its files, and those differ no longer', async () => {
  const { begin, write, git } = await watchedWorktree();
  const seen = await begin();
  write('a.ts');
  await soon(() => seen.told().includes('created a.ts'));
  git('add', '.');
  git('commit', '-qm', 'Add a\n\nwith a body');
  await soon(() => seen.commits().length === 1);
  expect(seen.commits()[0]).toMatchObject({
    hash: git('rev-parse', 'HEAD'),
    parents: [git('rev-parse', 'HEAD~')],
    way: 'commit',
    author: 'Ada',
    subject: 'Add a',
    files: ['a.ts'],
    touched: ['a.ts'],
  });
  await soon(() => seen.settled().includes('a.ts'));
});

test('commits that nobody watched are found by the tip that was told last, or from the beginning', async () => {
  const { begin, write, git } = await watchedWorktree();
  const start = git('rev-parse', 'HEAD');
  for (const name of ['one', 'two', 'three']) {
    write(name);
    git('add', '.');
    git('commit', '-qm', name);
  }
  const afterOne = await begin(git('rev-parse', 'HEAD~2'));
  expect(afterOne.commits().map(({ subject }) => subject)).toEqual(['two', 'three']);
  const anew = await begin(null);
  expect(anew.looks[0]?.from).toBe(start);
  expect(anew.commits().map(({ subject }) => subject)).toEqual(['one', 'two', 'three']);
});

test('without a log of HEAD they are found by what lies between', async () => {
  const { begin, write, git } = await watchedWorktree();
  git('config', 'core.logAllRefUpdates', 'false');
  const seen = await begin(git('rev-parse', 'HEAD'));
  write('one');
  git('add', '.');
  git('commit', '-qm', 'one');
  await soon(() => seen.commits().length === 1);
});

test('a merge is told with both parents, and with what it alone has changed', async () => {
  const { begin, write, git } = await watchedWorktree();
  git('checkout', '-q', '-b', 'other', 'main');
  write('theirs.ts');
  git('add', '.');
  git('commit', '-qm', 'Theirs');
  git('checkout', '-q', 'tutti/1/exec_1');
  write('ours.ts');
  git('add', '.');
  git('commit', '-qm', 'Ours');
  const seen = await begin(git('rev-parse', 'HEAD'));
  git('merge', '-q', '--no-edit', 'other');
  await soon(() => seen.commits().length === 1);
  expect(seen.commits()[0]).toMatchObject({ way: 'merge', files: [], touched: [] });
  expect(seen.commits()[0]?.parents).toHaveLength(2);
});

test('a fast-forward brings others’ commits: they are not told as its own', async () => {
  const { begin, git, outside } = await watchedWorktree();
  const seen = await begin();
  // In the person's own checkout.
  outside.write('ahead.ts', 'text');
  outside.git(['add', '.']);
  outside.git(['commit', '-qm', 'Ahead']);
  git('merge', '-q', '--ff-only', 'main');
  await soon(() => seen.looks.at(-1)?.tip === outside.git(['rev-parse', 'main']));
  expect(seen.commits()).toEqual([]);
});

test('an amended commit tells what it stands in place of and what is new in it; a reset tells what it has left', async () => {
  const { begin, write, git } = await watchedWorktree();
  const seen = await begin();
  const start = git('rev-parse', 'HEAD');
  write('a.ts');
  git('add', '.');
  git('commit', '-qm', 'A');
  await soon(() => seen.commits().length === 1);
  const first = git('rev-parse', 'HEAD');
  write('b.ts');
  git('add', '.');
  git('commit', '-q', '--amend', '-m', 'A and B');
  await soon(() => seen.commits().length === 2);
  expect(seen.commits()[1]).toMatchObject({
    way: 'amend',
    amends: first,
    files: ['a.ts', 'b.ts'],
    touched: ['b.ts'],
  });
  expect(seen.looks.at(-1)?.dropped).toEqual([first]);
  const second = git('rev-parse', 'HEAD');
  git('reset', '-q', '--hard', start);
  await soon(() => seen.looks.at(-1)?.tip === start);
  expect(seen.looks.at(-1)).toMatchObject({ from: second, dropped: [second], commits: [] });
});

test('a branch that is moved from elsewhere, or packed, is noticed', async () => {
  const { begin, write, git } = await watchedWorktree();
  write('a.ts');
  git('add', '.');
  git('commit', '-qm', 'A');
  const seen = await begin();
  const start = git('rev-parse', 'HEAD~');
  git('pack-refs', '--all');
  write('b.ts');
  await soon(() => seen.told().includes('created b.ts'));
  git('update-ref', 'refs/heads/tutti/1/exec_1', start);
  await soon(() => seen.looks.at(-1)?.tip === start);
});

test('the last look tells what came just before it', async () => {
  const { begin, write, git } = await watchedWorktree();
  const seen = await begin();
  write('late.ts');
  git('add', '.');
  git('commit', '-qm', 'Late');
  await seen.watch.finish();
  expect(seen.commits().map(({ subject }) => subject)).toEqual(['Late']);
  write('after.ts');
  // Another watch sees it, so this one would have.
  await begin();
  expect(seen.told()).not.toContain('created after.ts');
});
