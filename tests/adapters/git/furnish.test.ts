import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { gitBranches } from '../../../src-main/adapters/git/branches/git-branches.ts';
import { got, repository } from './support.ts';

const spec = { run: 1, name: 'exec_1', from: 'main' };

/** A repository with files in it that git does not have, and an instance's worktree of it. */
const place = async (ignored: readonly string[], files: Readonly<Record<string, string>>) => {
  const made = repository();
  const put = (file: string, text: string, folder = made.root): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  put('.gitignore', `${ignored.join('\n')}\n`);
  put('src/main.ts', 'export {}\n');
  made.git(['add', '.']);
  made.git(['commit', '-qm', 'Ignore']);
  for (const [file, text] of Object.entries(files)) put(file, text);
  const worktrees = made.worktrees();
  const { path } = got(await worktrees.add(spec));
  const furnish = async (wish: { copy?: string[]; link?: string[] }) =>
    got(await worktrees.furnish(path, { copy: [], link: [], signal: new AbortController().signal, ...wish }));
  const read = (file: string): string => readFileSync(join(path, file), 'utf8');
  const status = (folder = path): string =>
    made.git(['status', '--porcelain', '--untracked-files=all'], folder);
  return { ...made, worktrees, path, put, furnish, read, status };
};

test('files and folders are copied with their rights, patterns find theirs, and git sees none of it', async () => {
  const { root, path, furnish, read, status } = await place(['.env*', 'config/local/'], {
    '.env': 'SECRET=1\n',
    '.env.test': 'SECRET=2\n',
    'packages/a b/.env': 'SECRET=3\n',
    'config/local/deep/ü.json': '{}',
  });
  chmodSync(join(root, '.env'), 0o600);
  const done = await furnish({ copy: ['.env*', '**/.env', 'config/local'] });
  expect(done).toEqual({ copied: 4, linked: 0, notes: [] });
  expect(read('.env')).toBe('SECRET=1\n');
  expect(read('packages/a b/.env')).toBe('SECRET=3\n');
  expect(read('config/local/deep/ü.json')).toBe('{}');
  expect(statSync(join(path, '.env')).mode & 0o777).toBe(0o600);
  expect(status()).toBe('');
  expect(await furnish({ copy: ['.env*', '**/.env', 'config/local'] })).toEqual({
    copied: 0,
    linked: 0,
    notes: [],
  });
});

test('nothing that is there is overwritten, and what is not there is told', async () => {
  const { path, furnish, read, put, status } = await place(['.env'], {
    '.env': 'theirs',
    'src/main.ts': 'changed by hand',
  });
  put('.env', 'its own', path);
  const done = await furnish({
    copy: ['.env', 'src/main.ts', 'src', 'missing/*.json'],
    link: ['src', 'gone'],
  });
  expect(done).toMatchObject({ copied: 0, linked: 0 });
  expect(done.notes).toEqual([
    'gone is not in your checkout',
    'missing/*.json is not in your checkout',
    'src is not linked: the branch has it',
    'src/main.ts is not copied: the branch has it',
  ]);
  expect(read('.env')).toBe('its own');
  expect(read('src/main.ts')).toBe('export {}\n');
  expect(status()).toBe('');
});

test('a folder that is ignored as a folder is ignored as a link, too, and commits leave it out', async () => {
  const { root, path, furnish, git, status, read } = await place(['node_modules/'], {
    'node_modules/left-pad/index.js': 'pad',
  });
  expect(await furnish({ link: ['node_modules'] })).toEqual({ copied: 0, linked: 1, notes: [] });
  expect(lstatSync(join(path, 'node_modules')).isSymbolicLink()).toBe(true);
  expect(realpathSync(join(path, 'node_modules'))).toBe(realpathSync(join(root, 'node_modules')));
  expect(read('node_modules/left-pad/index.js')).toBe('pad');
  expect(status()).toBe('');
  git(['add', '--all'], path);
  expect(git(['diff', '--cached', '--name-only'], path)).toBe('');
  expect(await furnish({ link: ['node_modules'] })).toEqual({ copied: 0, linked: 0, notes: [] });
});

test('what no .gitignore names is kept out of commits, and that is told; what one asks for is not placed', async () => {
  const { path, furnish, status } = await place(['*.local', '!shared.local'], {
    'notes.txt': 'mine',
    'tools/a.sh': 'a',
    'tools/b.sh': 'b',
    'shared.local': 'part of the work',
  });
  const done = await furnish({ copy: ['notes.txt', 'tools', 'shared.local'] });
  expect(done.copied).toBe(3);
  expect(done.notes).toEqual([
    'notes.txt is not in .gitignore: it was added to .git/info/exclude, so that nobody commits it',
    'tools/ is not in .gitignore: it was added to .git/info/exclude, so that nobody commits it',
    'shared.local is not placed: a .gitignore says that it is part of the work',
  ]);
  expect(existsSync(join(path, 'shared.local'))).toBe(false);
  expect(status()).toBe('');
});

test('nothing comes from outside of the repository, or goes out of the worktree', async () => {
  const { base, root, path, furnish, git } = await place(['secret', 'safe', 'out', 'box'], {
    'safe/real.txt': 'x',
  });
  writeFileSync(join(base, 'outside.txt'), 'not yours');
  mkdirSync(join(base, 'elsewhere'));
  symlinkSync(join(base, 'outside.txt'), join(root, 'secret'));
  symlinkSync(join(base, 'outside.txt'), join(root, 'safe', 'absolute'));
  symlinkSync('../../outside.txt', join(root, 'safe', 'relative'));
  symlinkSync('real.txt', join(root, 'safe', 'inner'));
  mkdirSync(join(root, 'out'));
  writeFileSync(join(root, 'out', 'file.txt'), 'x');
  // In the branch that folder is a link that leads away.
  symlinkSync(join(base, 'elsewhere'), join(path, 'out'));
  const done = await furnish({ copy: ['secret', 'safe', 'out/file.txt'], link: ['secret'] });
  expect(done.notes.toSorted()).toEqual([
    'out/file.txt is not copied: a folder on its way is none here',
    'safe/absolute is a link out of the repository, and was left out',
    'safe/relative is a link out of the repository, and was left out',
    'secret leads out of the repository, and was not copied',
    'secret leads out of the repository, and was not linked',
  ]);
  expect(existsSync(join(base, 'elsewhere', 'file.txt'))).toBe(false);
  expect(readFileSync(join(path, 'safe', 'inner'), 'utf8')).toBe('x');
  expect(git(['status', '--porcelain'], root)).toBe('');
});

test('a clean-up takes the links away, and nothing of what they lead to', async () => {
  const { root, env, stateFolder, path, furnish } = await place(['node_modules/', '.env', 'data'], {
    'node_modules/left-pad/index.js': 'pad',
    'data/rows.csv': '1,2',
    '.env': 'SECRET=1',
  });
  await furnish({ link: ['node_modules', 'data', '.env'] });
  const branches = gitBranches({ root, stateFolder, env });
  got(await branches.removeWorktree(path));
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(join(root, 'node_modules/left-pad/index.js'), 'utf8')).toBe('pad');
  expect(readFileSync(join(root, 'data/rows.csv'), 'utf8')).toBe('1,2');
  expect(readFileSync(join(root, '.env'), 'utf8')).toBe('SECRET=1');
});

test('a copy that was broken off leaves no half of a file', async () => {
  const { furnish, read, stateFolder } = await place(['.env'], { '.env': 'whole' });
  // What a host that was killed leaves: its draft, under the name that the next one gives it.
  writeFileSync(join(stateFolder, 'worktrees', `.draft-${process.pid}-1-exec_1`), 'who');
  expect(await furnish({ copy: ['.env'] })).toEqual({ copied: 1, linked: 0, notes: [] });
  expect(read('.env')).toBe('whole');
});

test('a set-up that is called off stops between two files', async () => {
  const { worktrees, path } = await place(['.env'], { '.env': 'x' });
  const off = AbortSignal.abort();
  expect(got(await worktrees.furnish(path, { copy: ['.env'], link: [], signal: off }))).toMatchObject({
    copied: 0,
  });
  expect(existsSync(join(path, '.env'))).toBe(false);
});
