import { expect, test } from 'vitest';
import { got } from '../support.ts';
import { history, lines } from './support.ts';

/** Two texts and a binary file that both sides changed, and one that one side deleted. */
const conflicted = () => {
  const made = history();
  made.commit('base', { 'a b.txt': lines(), 'c.txt': lines(), 'gone.txt': 'x\n', bin: Buffer.from([0, 1]) });
  const theirs = made.branch('side', 'main', {
    'a b.txt': lines([5, 'theirs']),
    'c.txt': lines([7, 'theirs']),
    'gone.txt': null,
    bin: Buffer.from([0, 2]),
  });
  const ours = made.commit('ours', {
    'a b.txt': lines([5, 'ours']),
    'c.txt': lines([7, 'ours']),
    'gone.txt': 'changed\n',
    bin: Buffer.from([0, 3]),
  });
  return { ...made, ours, theirs };
};

const pathsOf = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path).sort();

test('files are resolved one after the other, half ones stay as they lie, and all of it outlasts a restart', async () => {
  const { branches, ours, theirs, status, root, git } = conflicted();
  const scratch = branches().scratch('resolve-1-merge_1');
  got(await scratch.mergeWithMarkers({ into: ours, from: theirs }));
  const lying = got(await scratch.lying('c.txt'));
  if (lying.kind !== 'text') throw new Error('no text');
  const half = `first\n${lying.text}`;
  const open = got(
    await scratch.saveResolutions([
      { path: 'a b.txt', how: 'text', text: lines([5, 'both']) },
      { path: 'c.txt', how: 'text', text: half },
      { path: 'bin', how: 'theirs' },
    ]),
  );
  expect(pathsOf(open.files)).toEqual(['c.txt', 'gone.txt']);
  const later = branches().scratch('resolve-1-merge_1');
  expect(got(await later.lying('c.txt'))).toMatchObject({ kind: 'text', text: half });
  expect(got(await later.lying('bin'))).toMatchObject({ kind: 'binary' });
  expect(got(await later.lying('nothing'))).toEqual({ kind: 'absent' });
  expect(got(await later.lying('c.txt', 10))).toMatchObject({ kind: 'large' });
  const end = { strategy: 'merge', message: 'merged', files: [] } as const;
  expect(got(await later.finishMerge(end))).toMatchObject({ kind: 'unresolved' });
  expect(await later.saveResolutions([{ path: 'other.txt', how: 'ours' }])).toMatchObject({
    ok: false,
    error: { code: 'bad_input' },
  });
  // One that was resolved can be resolved otherwise.
  got(
    await later.saveResolutions([
      { path: 'c.txt', how: 'text', text: lines([7, 'both']) },
      { path: 'gone.txt', how: 'delete' },
      { path: 'a b.txt', how: 'text', text: lines([5, 'otherwise']) },
    ]),
  );
  const done = got(await later.finishMerge(end));
  if (done.kind !== 'merged') throw new Error(done.kind);
  expect(git(['show', `${done.commit}:a b.txt`])).toBe(lines([5, 'otherwise']).trimEnd());
  expect(git(['ls-tree', '--name-only', done.commit]).split('\n')).not.toContain('gone.txt');
  expect(git(['log', '-1', '--format=%P', done.commit])).toBe(`${ours} ${theirs}`);
  expect(status(root)).toBe('');
});

test('what was saved is remembered, so that the same conflict on another tip is resolved already', async () => {
  const { branches, ours, theirs, commit } = conflicted();
  const scratch = branches().scratch('resolve-1-merge_1');
  got(await scratch.mergeWithMarkers({ into: ours, from: theirs }));
  got(await scratch.saveResolutions([{ path: 'c.txt', how: 'text', text: lines([7, 'both']) }]));
  const moved = commit('later', { 'new.txt': 'x' });
  const again = got(await branches().scratch('remember').mergeWithMarkers({ into: moved, from: theirs }));
  expect(again.resolved).toContain('c.txt');
  expect(pathsOf(again.files)).toEqual(['a b.txt', 'bin', 'gone.txt']);
});

test('without an open merge nothing is saved', async () => {
  const { branches, ours } = conflicted();
  const scratch = branches().scratch('resolve-1-merge_1');
  got(await scratch.at(ours));
  expect(await scratch.saveResolutions([])).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
});

test('the same lines in another file are proposed alike, but left to be resolved', async () => {
  const made = history();
  made.commit('base', { 'a.txt': 'base\n', 'b.txt': 'base\n' });
  const theirs = made.branch('side', 'main', { 'a.txt': 'two\n', 'b.txt': 'two\n' });
  const ours = made.commit('ours', { 'a.txt': 'one\n', 'b.txt': 'one\n' });
  const scratch = made.branches().scratch('resolve-1-merge_1');
  got(await scratch.mergeWithMarkers({ into: ours, from: theirs }));
  const open = got(await scratch.saveResolutions([{ path: 'a.txt', how: 'text', text: 'both\n' }]));
  expect(pathsOf(open.files)).toEqual(['b.txt']);
  expect(got(await scratch.lying('b.txt'))).toMatchObject({ text: 'both\n' });
});
