import { expect, test } from 'vitest';
import { aCommit, hashOf } from '../../../support/fake-worktree-watches.ts';
import { folderOf, raise, spawned } from './bench.ts';

const two = () => {
  const bench = raise();
  bench.ledger.append([spawned('spec_1'), spawned('spec_2')]);
  bench.work.resume();
  for (const id of ['spec_1', 'spec_2']) bench.watches.look(folderOf(id), {});
  return bench;
};

const a = { id: 'spec_2', path: 'src/a.ts', holder: 'spec_1', commit: null };

test('a change to what another holds is a conflict, told once, also to who made it; its own lock is none', () => {
  const { lock, watches, conflicts, kinds, ledger } = two();
  lock('spec_1', ['src']);
  watches.write(folderOf('spec_1'), 'src/a.ts');
  expect(conflicts()).toEqual([]);
  watches.write(folderOf('spec_2'), 'src/a.ts', 'docs/a.md');
  watches.write(folderOf('spec_2'), 'src/a.ts');
  expect(conflicts()).toEqual([a]);
  expect(kinds().filter((kind) => kind === 'conflict.found')).toHaveLength(1);
  const told = ledger.view.messages.flat().filter(({ to }) => to === 'spec_2');
  expect(told).toMatchObject([{ from: 'tutti', priority: 'high' }]);
  expect(told[0]?.preview).toContain('src/a.ts (locked by spec_1)');
});

test('it is resolved when the lock ends', () => {
  const { lock, watches, conflicts } = two();
  const release = lock('spec_1', ['src/*.ts']);
  watches.write(folderOf('spec_2'), 'src/a.ts');
  expect(conflicts()).toEqual([a]);
  release();
  expect(conflicts()).toEqual([]);
});

test('it is resolved when the change is undone', () => {
  const { lock, watches, conflicts } = two();
  lock('spec_1', ['src/a.ts']);
  watches.write(folderOf('spec_2'), 'src/a.ts');
  watches.look(folderOf('spec_2'), { settled: ['src/a.ts'] });
  expect(conflicts()).toEqual([]);
});

test('a lock on what others have changed already is a conflict of theirs', () => {
  const { lock, watches, conflicts } = two();
  watches.write(folderOf('spec_2'), 'src/a.ts');
  expect(conflicts()).toEqual([]);
  lock('spec_1', ['SRC/A.ts']);
  expect(conflicts()).toEqual([a]);
});

test('who shares a lock may read and not write', () => {
  const { lock, watches, conflicts } = two();
  lock('spec_1', ['src'], 'shared');
  lock('spec_2', ['src'], 'shared');
  watches.write(folderOf('spec_2'), 'src/a.ts');
  expect(conflicts()).toEqual([a]);
});

test('a commit that went past the hook stays a conflict, until it is amended or left', () => {
  const { lock, watches, conflicts, kinds } = two();
  lock('spec_1', ['src']);
  const folder = folderOf('spec_2');
  watches.write(folder, 'src/a.ts');
  watches.look(folder, { settled: ['src/a.ts'], commits: [aCommit(hashOf('a'), ['src/a.ts'])] });
  expect(conflicts()).toEqual([{ ...a, commit: hashOf('a') }]);
  // Amended, and the file is still in it.
  const amended = aCommit(hashOf('b'), ['src/a.ts', 'b'], {
    way: 'amend',
    amends: hashOf('a'),
    touched: ['b'],
  });
  watches.look(folder, { commits: [amended], dropped: [hashOf('a')] });
  expect(conflicts()).toEqual([{ ...a, commit: hashOf('b') }]);
  watches.look(folder, { tip: hashOf('0'), dropped: [hashOf('b')] });
  expect(conflicts()).toEqual([]);
  expect(kinds().at(-1)).toBe('conflict.resolved');
});

test('what a merge brings of others is no change of its own', () => {
  const { lock, watches, conflicts } = two();
  lock('spec_1', ['src']);
  const merge = aCommit(hashOf('a'), [], { way: 'merge', parents: [hashOf('0'), hashOf('9')] });
  watches.look(folderOf('spec_2'), { commits: [merge] });
  expect(conflicts()).toEqual([]);
});

test('of thousands the first are named', () => {
  const { lock, watches, conflicts, ledger } = two();
  lock('spec_1', ['src']);
  watches.write(folderOf('spec_2'), ...Array.from({ length: 20_000 }, (_, at) => `src/f${at}`));
  expect(conflicts()).toHaveLength(50);
  expect(ledger.view.messages.flat()).toHaveLength(1);
});

test('a host that comes back finds what was resolved and what came about meanwhile', () => {
  const first = two();
  const release = first.lock('spec_1', ['src']);
  first.watches.write(folderOf('spec_2'), 'src/a.ts', 'src/b.ts');
  expect(first.conflicts()).toHaveLength(2);
  const second = first.reborn();
  second.work.resume();
  expect(second.conflicts()).toHaveLength(2);
  second.watches.write(folderOf('spec_2'), 'src/b.ts', 'src/c.ts');
  expect(second.conflicts().map(({ path }) => path)).toEqual(['src/b.ts', 'src/c.ts']);
  second.crew.stopped = true;
  // Between two hosts the lock has ended: as the next one's own bookkeeping would have it.
  release();
  const third = second.reborn();
  third.work.resume();
  expect(third.conflicts()).toEqual([]);
});
