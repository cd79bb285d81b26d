import { lstatSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { history, wish } from './branches/support.ts';
import { got } from './support.ts';

/** What a person may call a file on this system. */
const names = [
  'with space',
  ' led and trailed ',
  'ümläut 日本 🎻',
  'new\nline',
  'tab\there',
  '-leading',
  '--option=x',
  `quo'te"d`,
  'back\\slash',
  ':(glob)**',
  '*[a]?',
  '#hash',
  '!bang',
  '$(touch x)',
  'folder with space/ünder\nit/file',
];

const binary = (seed: number): Buffer =>
  Buffer.from(Array.from({ length: 3000 }, (_byte, at) => (at * seed) % 256));

const crlf = (line: string): string => `one\r\n${line}\r\nthree\r\n`;

/** Text, with the ends of lines that Windows has, binary, without an end, executable, a link. */
const base = {
  ...Object.fromEntries(names.map((name) => [name, `${name}\nof the base\n`])),
  'crlf.txt': crlf('two'),
  'picture.bin': binary(7),
  'no-end.txt': 'no end',
  'empty.txt': '',
  'moved.txt': 'a file that moves\nwith lines\nenough\nto be known\n',
};

const changed = {
  ...Object.fromEntries(names.map((name) => [name, `${name}\nchanged\n`])),
  'crlf.txt': crlf('changed'),
  'picture.bin': binary(11),
  'no-end.txt': 'still no end',
  'moved.txt': null,
  'moved to ü\nhere.txt': 'a file that moves\nwith lines\nenough\nto be known\n',
};

const strange = () => {
  const made = history("a 'strange' répo");
  const before = made.commit('base', base);
  const side = made.branch('side', 'main', changed);
  // So that neither is a fast-forward of the other.
  const ours = made.commit('ours', { 'ours only': 'o\n' });
  const isAs = (folder: string, files: Readonly<Record<string, string | Buffer | null>>): void => {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      if (content === null) expect(lstatSync(path, { throwIfNoEntry: false }), name).toBeUndefined();
      else expect(readFileSync(path).equals(Buffer.from(content)), JSON.stringify(name)).toBe(true);
    }
  };
  return { ...made, before, side, ours, isAs };
};

test.each(['merge', 'squash', 'rebase'] as const)(
  'files of any name and kind come by %s into the checkout byte for byte, and go again',
  async (strategy) => {
    const { branches, ours, side, root, status, isAs } = strange();
    const merged = got(await branches().tryMerge(wish(ours, side, strategy)));
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    const move = { branch: 'main', from: ours, to: merged.commit, why: 'm' };
    expect(got(await branches().advance(move)).kind).toBe('moved');
    isAs(root, changed);
    expect(status()).toBe('');
    const undone = await branches().undo({
      branch: 'main',
      before: ours,
      after: merged.commit,
      message: 'back',
    });
    expect(got(undone).kind).toBe('back');
    isAs(root, base);
    expect(status()).toBe('');
  },
);

test('a review names each of them as it is called, with its patch and its content', async () => {
  const { branches, before, side, ours, git } = strange();
  const port = branches();
  const files = got(await port.diffFiles(before, side));
  const expected = [...names, 'crlf.txt', 'picture.bin', 'no-end.txt', 'moved to ü\nhere.txt'];
  expect(files.map(({ path }) => path).toSorted()).toEqual(expected.toSorted());
  expect(files.find(({ path }) => path === 'moved to ü\nhere.txt')).toMatchObject({
    kind: 'renamed',
    oldPath: 'moved.txt',
  });
  expect(files.find(({ path }) => path === 'picture.bin')?.binary).toBe(true);
  for (const name of names) {
    const patch = got(await port.patch({ from: before, to: side, paths: [name], limit: 100_000 }));
    expect(patch.text.match(/^diff --git/gm), name).toHaveLength(1);
    expect(patch.text).toContain('\n+changed\n');
    expect(got(await port.fileAt(side, name))).toMatchObject({ kind: 'text', text: `${name}\nchanged\n` });
  }
  expect(got(await port.fileAt(side, 'crlf.txt'))).toMatchObject({ text: crlf('changed') });
  expect(got(await port.fileAt(side, 'picture.bin'))).toMatchObject({ kind: 'binary' });
  expect(got(await port.standOf({ branch: 'side', base: ours })).files).toHaveLength(expected.length);
  expect(git(['ls-files', '--others'])).toBe('');
});

test('all of them are saved as they lie there, and brought back', async () => {
  const { branches, worktrees, root, put, status, executable, isAs } = strange();
  for (const [name, content] of Object.entries(changed)) {
    if (content === null) rmSync(join(root, name));
    else put({ [name]: content });
  }
  put({ 'new\nand untracked': 'n\n' });
  executable('crlf.txt');
  symlinkSync('new\nline', join(root, 'a link'));
  const dirt = status();
  const ref = 'refs/tutti/work/1/exec_1/1';
  const saved = got(await branches().saveWork({ worktree: root, ref, message: 'saved' }));
  expect(saved?.left).toEqual([]);
  expect(status()).toBe(dirt);
  const back = got(await worktrees().add({ run: 1, name: 'exec_1-kept-1', from: saved?.commit ?? '' }));
  isAs(back.path, { ...changed, 'new\nand untracked': 'n\n' });
  expect(lstatSync(join(back.path, 'a link')).isSymbolicLink()).toBe(true);
  expect(lstatSync(join(back.path, 'crlf.txt')).mode & 0o100).toBe(0o100);
  expect(status(back.path)).toBe('');
});

test('conflicts in them are named, and resolved', async () => {
  const { branches, commit, branch } = history();
  const all = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
  commit('base', all('base\n'));
  const side = branch('side', 'main', all('theirs\n'));
  const ours = commit('ours', all('ours\n'));
  const attempt = got(await branches().tryMerge(wish(ours, side)));
  if (attempt.kind !== 'conflicted') throw new Error(attempt.kind);
  expect(attempt.files.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
  const place = branches().scratch('resolve');
  got(await place.mergeWithMarkers({ into: ours, from: side }));
  const files = names.map((path) => ({ path, how: 'text', text: 'both\n' }) as const);
  const end = got(await place.finishMerge({ files, strategy: 'merge', message: 'm' }));
  if (end.kind !== 'merged') throw new Error(end.kind);
  for (const name of names)
    expect(got(await branches().fileAt(end.commit, name)), name).toMatchObject({ text: 'both\n' });
});

test('a clean-up sees them: one that is not committed keeps its worktree, what is ignored is named', async () => {
  const { branches, worktrees, write } = strange();
  const { path } = got(await worktrees().add({ run: 1, name: 'exec_1', from: 'side' }));
  for (const name of names.filter((one) => !one.includes('/'))) {
    write(`${name} new`, 'n\n', path);
    expect(got(await worktrees().uncommitted(path)), name).toBe(1);
    expect(await branches().removeWorktree(path), name).toMatchObject({
      ok: false,
      error: { code: 'wrong_state' },
    });
    rmSync(join(path, `${name} new`));
  }
  write('.gitignore', '*.log\n.gitignore\n', path);
  write('new\nline.log', 'l\n', path);
  expect(got(await branches().ignoredIn(path, 20)).toSorted()).toEqual(['.gitignore', 'new\nline.log']);
  got(await branches().removeWorktree(path));
  expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test('a setting that turns line ends makes no change of them', async () => {
  const { branches, git, ours, side, root, status } = strange();
  git(['config', 'core.autocrlf', 'true']);
  const merged = got(await branches().tryMerge(wish(ours, side)));
  if (merged.kind !== 'merged') throw new Error(merged.kind);
  expect(
    got(await branches().advance({ branch: 'main', from: ours, to: merged.commit, why: 'm' })).kind,
  ).toBe('moved');
  expect(status()).toBe('');
  expect(readFileSync(join(root, 'with space'), 'utf8')).toBe('with space\r\nchanged\r\n');
  expect(
    got(await branches().saveWork({ worktree: root, ref: 'refs/tutti/work/1/x/1', message: 's' })),
  ).toBeNull();
});
