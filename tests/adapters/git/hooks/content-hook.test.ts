import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundled } from '../../../support/bundle.ts';
import { hookedWorktree } from './support.ts';

const program = bundled('src-main/hosts/commit-check/main.ts', 'commit-check.js');
const worktree = () => hookedWorktree(fileURLToPath(program()));

/** Made anew, so that none stands in this file. */
const token = (): string => `ghp_${randomBytes(40).toString('base64').replace(/[+/=]/g, 'k').slice(0, 36)}`;

const oneMb = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024, 7);

test('a secret is refused with its file and line, masked, and with what to do; the index counts, not the file', async () => {
  const { git, write } = await worktree();
  const secret = token();
  write('src/a.ts', 'one\ntwo\n');
  await git('add', '.');
  await git('commit', '-qm', 'A');
  write('src/a.ts', `one\nconst key = "${secret}";\ntwo\n`);
  await git('add', '.');
  // What lies in the file by now is not what is committed.
  write('src/a.ts', 'one\ntwo\n');
  const refused = await git('commit', '-m', 'Key');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('src/a.ts:2  looks like a GitHub token: ghp_… (40 characters)');
  expect(refused.err).not.toContain(secret.slice(8));
  expect(refused.err).toContain('tutti:allow-secret');
  await git('add', '.');
  write('src/b.ts', `const key = "${secret}";\n`);
  expect((await git('commit', '-qm', 'Without', '--allow-empty')).code).toBe(0);
});

test('only what is added is looked at; a moved file and a removed line add nothing', async () => {
  const { git, write, rules } = await worktree();
  rules({ secrets: 'off' });
  const secret = token();
  write('old.ts', `const key = "${secret}";\nlast\n`);
  await git('add', '.');
  expect((await git('commit', '-qm', 'Old')).code).toBe(0);
  rules({});
  await git('mv', 'old.ts', 'moved.ts');
  expect((await git('commit', '-qm', 'Moved')).code).toBe(0);
  write('moved.ts', `const key = "${secret}";\nlast\nmore\n`);
  expect((await git('commit', '-qam', 'More')).code).toBe(0);
  write('moved.ts', 'more\n');
  expect((await git('commit', '-qam', 'Removed')).code).toBe(0);
});

test('files of every name, and lines that look like a patch, are told apart', async () => {
  const { git, write } = await worktree();
  const names = ['with space', `it's "q"`, 'é', 'new\nline'];
  for (const name of names) write(name, `diff --git a/x b/x\n@@ -1 +1 @@\n+++ b/x\nkey=${token()}\n`);
  await git('add', '-A');
  const refused = await git('commit', '-qm', 'Names');
  for (const name of names)
    expect(refused.err).toContain(`${/^\w+$/.test(name) ? name : JSON.stringify(name)}:4  looks like`);
});

test('a secret in a binary file is not seen, one in a file without an end of line is', async () => {
  const { git, write } = await worktree();
  write('data.bin', Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(token())]));
  await git('add', '.');
  expect((await git('commit', '-qm', 'Binary')).code).toBe(0);
  write('a.txt', `key=${token()}`);
  await git('add', '.');
  expect((await git('commit', '-qm', 'Text')).err).toContain('a.txt:1  looks like');
});

test('a new .env is refused; one that the repository has, and its example, are not', async () => {
  const { git, write, rules } = await worktree();
  write('.env', 'PORT=3000\n');
  write('.env.example', 'PORT=3000\n');
  await git('add', '-f', '.env', '.env.example');
  const refused = await git('commit', '-qm', 'Env');
  expect(refused.err).toContain('.env  is by its name');
  expect(refused.err).not.toContain('.env.example');
  rules({ allow: ['.env'] });
  expect((await git('commit', '-qm', 'Env')).code).toBe(0);
  rules({});
  write('.env', 'PORT=4000\n');
  expect((await git('commit', '-qam', 'Port')).code).toBe(0);
});

test('a file over the size is refused with both figures; 0 lets all through', async () => {
  const { git, write, rules } = await worktree();
  rules({ maxMegabytes: 1 });
  write('exact.bin', oneMb(1));
  await git('add', '.');
  expect((await git('commit', '-qm', 'Exact')).code).toBe(0);
  write('large.bin', oneMb(2));
  await git('add', '.');
  const refused = await git('commit', '-qm', 'Large');
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('large.bin  2.0 MB, and 1 MB are the most'),
  ]);
  rules({ maxMegabytes: 1, allow: ['*.bin'] });
  expect((await git('commit', '-qm', 'Allowed')).code).toBe(0);
  rules({ maxMegabytes: 0 });
  write('large.bin', oneMb(3));
  expect((await git('commit', '-qam', 'Any')).code).toBe(0);
});

test('it is refused without a host, too, and by the usual rules where none were written', async () => {
  const { git, write, close } = await worktree();
  await close();
  write('a.ts', `key = "${token()}"\n`);
  await git('add', '.');
  const refused = await git('commit', '-qm', 'Alone');
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('a.ts:1  looks like')]);
});

test('of a merge only what neither side had is looked at', async () => {
  const { git, write, outside } = await worktree();
  const secret = token();
  outside.write('theirs.ts', `const key = "${secret}";\n`);
  outside.write('both.ts', `const key = "${secret}";\nmiddle\nend\n`);
  outside.git(['add', '.']);
  outside.git(['commit', '-qm', 'Theirs']);
  write('both.ts', 'begin\n');
  await git('add', '.');
  await git('commit', '-qm', 'Ours');
  expect((await git('merge', '-q', 'main')).code).toBe(1);
  write('both.ts', `begin\nconst key = "${secret}";\nmiddle\nend\n`);
  await git('add', '.');
  expect(await git('commit', '-q', '--no-edit')).toMatchObject({ code: 0 });
  write('own.ts', `const key = "${secret}";\n`);
  await git('add', '.');
  expect((await git('commit', '-qm', 'Own')).code).toBe(1);
});

test('the first commit of all, and a setting of the person’s that changes what a diff prints, are no obstacle', async () => {
  const { git, write, outside } = await worktree();
  for (const [name, value] of [
    ['diff.noprefix', 'true'],
    ['diff.mnemonicPrefix', 'true'],
    ['color.ui', 'always'],
    ['diff.interHunkContext', '5'],
    ['diff.context', '9'],
  ])
    outside.git(['config', name ?? '', value ?? '']);
  await git('checkout', '-q', '--orphan', 'fresh');
  write('a.ts', `one\ntwo\nkey = "${token()}"\n`);
  await git('add', '.');
  expect((await git('commit', '-qm', 'First')).err).toContain('a.ts:3  looks like a GitHub token');
});

test('a host that is there is told what was refused and where, and nothing of the secret; without one it is refused all the same', async () => {
  const { git, write, rules, host, folder, close } = await worktree();
  rules({ maxMegabytes: 1 });
  const secret = token();
  write('src/key.ts', `one\nconst key = "${secret}";\n`);
  write('large.bin', oneMb(2));
  await git('add', '.');
  expect((await git('commit', '-qm', 'Both')).code).toBe(1);
  expect(host.refused).toEqual([
    {
      folder,
      count: 2,
      findings: [
        { path: 'large.bin', line: null, why: '2.0 MB, and 1 MB are the most' },
        { path: 'src/key.ts', line: 2, why: 'looks like a GitHub token' },
      ],
    },
  ]);
  await close();
  const alone = await git('commit', '-qm', 'Both');
  expect(alone.code).toBe(1);
  expect(alone.err).toContain('src/key.ts:2  looks like a GitHub token: ghp_… (40 characters)');
  expect(host.refused).toHaveLength(1);
});
