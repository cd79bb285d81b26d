import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sameButForCase } from '../../../src-main/adapters/git/furnish/oddities.ts';
import { got, repository } from './support.ts';

const spec = { run: 1, name: 'exec_1', from: 'main' };

const notesOf = async (made: ReturnType<typeof repository>): Promise<readonly string[]> => {
  const worktrees = made.worktrees();
  const { path } = got(await worktrees.add(spec));
  const signal = new AbortController().signal;
  return got(await worktrees.furnish(path, { copy: [], link: [], signal })).notes;
};

test('a plain repository is nothing to speak of', async () => {
  expect(await notesOf(repository())).toEqual([]);
});

test('submodules are empty, and it is told how to fill them', async () => {
  const made = repository();
  const { base, git } = made;
  git(['init', '-q', '-b', 'main', join(base, 'library')]);
  git(['commit', '--allow-empty', '-qm', 'Start'], join(base, 'library'));
  git([
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    join(base, 'library'),
    'vendor/library',
  ]);
  git(['commit', '-qm', 'Add the library']);
  expect(await notesOf(made)).toEqual([
    'submodules are empty in a new worktree (vendor/library): add “git submodule update --init --recursive” to the set-up command',
  ]);
});

/** As git-lfs commits a file; there need not be one on this machine. */
const pointer = `version https://git-lfs.github.com/spec/v1
oid sha256:${'a'.repeat(64)}
size 12
`;

const withLargeFiles = () => {
  const made = repository();
  made.write('.gitattributes', '*.psd filter=lfs diff=lfs merge=lfs -text\n');
  made.write('logo.psd', pointer);
  made.write('icon.psd', pointer);
  made.git(['add', '.']);
  made.git(['commit', '-qm', 'Add pictures']);
  return made;
};

test('pointers in place of large files are told', async () => {
  const [note] = await notesOf(withLargeFiles());
  expect(note).toContain('git-lfs has not fetched 2 files (icon.psd, logo.psd)');
  expect(note).toContain('git lfs pull');
});

test('large files that are there are no news', async () => {
  const made = withLargeFiles();
  // What git-lfs does, as a filter: the pointer goes in, the file comes out.
  made.git(['config', 'filter.lfs.smudge', "sed '1,$d'; echo picture"]);
  made.git(['config', 'filter.lfs.clean', 'cat']);
  expect(await notesOf(made)).toEqual([]);
});

test('where the filter has to run and can’t, no worktree is made, and it is said what to install', async () => {
  const made = withLargeFiles();
  made.git(['config', 'filter.lfs.smudge', 'no-such-git-lfs smudge']);
  made.git(['config', 'filter.lfs.required', 'true']);
  const worktrees = made.worktrees();
  const refused = await worktrees.add(spec);
  expect(refused).toMatchObject({ ok: false, error: { code: 'git_failed' } });
  expect(refused.ok ? '' : refused.error.message).toContain(
    'the filter lfs that .gitattributes asks for can’t run',
  );
  expect(refused.ok ? '' : refused.error.remedy).toContain('Install git-lfs');
  made.git(['config', '--unset', 'filter.lfs.required']);
  expect(await worktrees.add(spec)).toMatchObject({ ok: true });
});

test('of a sparse checkout the worktree is sparse, too, and that is told', async () => {
  const made = repository();
  for (const folder of ['app', 'docs']) {
    mkdirSync(join(made.root, folder));
    writeFileSync(join(made.root, folder, 'a.txt'), folder);
  }
  made.git(['add', '.']);
  made.git(['commit', '-qm', 'Two folders']);
  made.git(['sparse-checkout', 'set', 'app']);
  const [note] = await notesOf(made);
  expect(note).toContain('your checkout is sparse, and so is this worktree: 1 file is left out');
});

test('names that a file system without case takes for one are found, folders by their own', () => {
  expect(sameButForCase(['Readme.md', 'README.md', 'src/a.ts', 'b'])).toEqual([['Readme.md', 'README.md']]);
  expect(sameButForCase(['Src/a.ts', 'src/b.ts', 'src/c.ts'])).toEqual([['Src', 'src']]);
  expect(sameButForCase(['Src/a.ts', 'src/A.ts'])).toEqual([['Src', 'src']]);
  expect(sameButForCase(['a/é', 'a/e\u0301'])).toEqual([['a/é', 'a/e\u0301']]);
  expect(sameButForCase(['a/b', 'a/c', 'ab'])).toEqual([]);
});
