import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { soon, watchedWorktree } from './support.ts';

test('a file that is made, written, removed and put back is told each time, and nothing else is', async () => {
  const { begin, write, folder, git } = await watchedWorktree();
  const seen = await begin();
  expect(seen.looks[0]).toMatchObject({ branch: 'tutti/1/exec_1', commits: [], changed: [], dirty: 0 });
  write('new.ts');
  await soon(() => seen.told().includes('created new.ts'));
  write('README.md', 'other\n');
  await soon(() => seen.told().includes('changed README.md'));
  write('README.md', 'other again\n');
  await soon(() => seen.told().filter((one) => one === 'changed README.md').length === 2);
  rmSync(join(folder, 'README.md'));
  await soon(() => seen.told().includes('deleted README.md'));
  git('checkout', '--', 'README.md');
  rmSync(join(folder, 'new.ts'));
  await soon(() => seen.settled().includes('README.md') && seen.settled().includes('new.ts'));
  expect(seen.looks.at(-1)?.dirty).toBe(0);
  expect(seen.troubles).toEqual([]);
});

test('folders made one in the other are watched, also what is in them before anybody could', async () => {
  const { begin, write } = await watchedWorktree();
  const seen = await begin();
  write('a/b/c/first.ts');
  await soon(() => seen.told().includes('created a/b/c/first.ts'));
  write('a/b/c/second.ts');
  await soon(() => seen.told().includes('created a/b/c/second.ts'));
});

test('an empty folder is watched, before there is anything that git would name', async () => {
  const { begin, folder, write } = await watchedWorktree();
  const seen = await begin();
  mkdirSync(join(folder, 'empty', 'er'), { recursive: true });
  // The order of events tells that the folder was noticed: this file's look comes after it.
  write('after.ts');
  await soon(() => seen.told().includes('created after.ts'));
  write('empty/er/file.ts');
  await soon(() => seen.told().includes('created empty/er/file.ts'));
});

test('a folder that is renamed is watched under its new name, and no longer under the old', async () => {
  const { begin, folder, write } = await watchedWorktree();
  write('old/in/file.ts');
  const seen = await begin();
  renameSync(join(folder, 'old'), join(folder, 'new'));
  await soon(
    () => seen.told().includes('created new/in/file.ts') && seen.settled().includes('old/in/file.ts'),
  );
  write('new/in/other.ts');
  await soon(() => seen.told().includes('created new/in/other.ts'));
  expect(seen.told()).not.toContain('created old/in/other.ts');
});

test('names with spaces, quotes, newlines, accents of both forms and a leading dash are told as they are', async () => {
  const { begin, write, git } = await watchedWorktree();
  const names = [
    'with space',
    'it\'s "quoted"',
    'new\nline',
    'é composed',
    'e\u0301 apart',
    '-dash',
    '#hash',
    ':colon',
  ];
  const seen = await begin();
  for (const name of names) write(`odd/${name}`);
  await soon(() => names.every((name) => seen.told().includes(`created odd/${name}`)));
  git('add', '-A');
  git('commit', '-qm', 'Odd names');
  await soon(() => seen.commits().length === 1);
  expect(seen.commits()[0]?.files.toSorted()).toEqual(names.map((name) => `odd/${name}`).toSorted());
});

test('what git ignores is not told, and costs no look', async () => {
  const { begin, write, git, folder } = await watchedWorktree();
  write('.gitignore', 'node_modules/\n*.log\n');
  git('add', '.');
  git('commit', '-qm', 'Ignore');
  const seen = await begin();
  const before = seen.looks.length;
  for (let at = 0; at < 50; at += 1) write(`node_modules/pack${at}/index.js`);
  write('server.log');
  write('after.ts');
  await soon(() => seen.told().includes('created after.ts'));
  expect(seen.told()).toEqual(['created after.ts']);
  expect(seen.looks.length - before).toBe(1);
  // No longer ignored: it comes to light.
  writeFileSync(join(folder, '.gitignore'), '*.log\n');
  await soon(() => seen.told().includes('created node_modules/pack7/index.js'));
});

test('what was different before the watch is told at the first look', async () => {
  const { begin, write } = await watchedWorktree();
  write('before.ts');
  const seen = await begin();
  expect(seen.told()).toEqual(['created before.ts']);
});

test('a repository within the worktree is one entry', async () => {
  const { begin, folder, write, git } = await watchedWorktree();
  const seen = await begin();
  mkdirSync(join(folder, 'inner'));
  git('init', '-q', 'inner');
  write('inner/file.ts');
  await soon(() => seen.told().includes('created inner'));
});

test('20,000 files at once are told in a few looks, whole', async () => {
  const { begin, write } = await watchedWorktree();
  const seen = await begin();
  for (let at = 0; at < 20_000; at += 1) write(`flood/${at % 100}/f${at}.ts`, '');
  await soon(() => seen.looks.at(-1)?.dirty === 20_000);
  expect(new Set(seen.told()).size).toBe(20_000);
  expect(seen.looks.length).toBeLessThan(30);
}, 90_000);
