import { fail, TuttiFailure } from '@contract/result.ts';
import { expect, test } from 'vitest';
import type { Life } from '../../../../src-main/core/hierarchy/crew.ts';
import type { SeenFile } from '../../../../src-main/core/ports/worktree-watch.ts';
import { aCommit, hashOf } from '../../../support/fake-worktree-watches.ts';
import { settle } from '../../../support/manual-clock.ts';
import { folderOf, raise, spawned } from './bench.ts';

const one = () => {
  const bench = raise();
  bench.ledger.append([spawned('spec_1')]);
  bench.work.resume();
  return { ...bench, folder: folderOf('spec_1') };
};

const file = (path: string, at: number, kind: SeenFile['kind'] = 'changed'): SeenFile => ({ path, at, kind });

test('instances with a worktree of their own are watched until they are terminated, and anew when they are back', async () => {
  const { ledger, watches, work } = raise();
  ledger.append([spawned('spec_1'), spawned('exec_1', false)]);
  work.resume();
  ledger.append([spawned('spec_2')]);
  expect([...watches.watched.keys()]).toEqual([folderOf('spec_1'), folderOf('spec_2')]);
  const to = (state: 'terminated' | 'starting') =>
    ledger.append([
      {
        kind: 'instance.changed',
        data: { id: 'spec_1', from: 'ready', to: state, witness: 'person', reason: '' },
      },
    ]);
  to('terminated');
  await settle();
  expect([...watches.watched.keys()]).toEqual([folderOf('spec_2')]);
  expect(watches.finished).toBe(1);
  to('starting');
  expect([...watches.watched.keys()]).toEqual([folderOf('spec_2'), folderOf('spec_1')]);
  ledger.append([{ kind: 'run.started', data: { run: 2, title: '' }, run: 2 }]);
  expect(watches.watched.size).toBe(0);
});

test('commits, and where the branch stands, are told in the order in which they were made', () => {
  const { watches, kinds, workOf, folder, store } = one();
  watches.look(folder, {});
  watches.look(folder, { commits: [aCommit(hashOf('a'), ['x']), aCommit(hashOf('b'), ['y'])] });
  expect(workOf('spec_1')).toMatchObject({
    tip: hashOf('b'),
    commits: 2,
    lastCommit: { subject: 'commit b' },
  });
  watches.look(folder, { tip: hashOf('0'), dropped: [hashOf('a'), hashOf('b')] });
  expect(workOf('spec_1')?.tip).toBe(hashOf('0'));
  expect(kinds().slice(2)).toEqual([
    'instance.checkedOut',
    'instance.committed',
    'instance.committed',
    'instance.checkedOut',
  ]);
  const seen = store.changes(1, { limit: 10 });
  expect(seen.commits.map(({ hash, id }) => `${id} ${hash[0]}`)).toEqual(['spec_1 b', 'spec_1 a']);
  expect(store.changes(1, { limit: 10, path: 'x' }).commits).toHaveLength(1);
});

test('a file is told when it differs, and not each time that it is written', () => {
  const { watches, folder, store, kinds, workOf } = one();
  watches.look(folder, { changed: [file('a', 1000)] });
  watches.look(folder, { changed: [file('a', 2000)] });
  expect(kinds().filter((kind) => kind === 'instance.changedFiles')).toHaveLength(1);
  watches.look(folder, { changed: [file('a', 9000), file('b', 1, 'created')] });
  expect(store.changedFiles(1, 'spec_1')).toEqual([file('a', 9000), file('b', 1, 'created')]);
  expect(workOf('spec_1')?.changed).toBe(2);
  watches.look(folder, { settled: ['a'] });
  expect(store.changedFiles(1, 'spec_1')).toEqual([file('b', 1, 'created')]);
});

test('of a flood the first names are told, the rest is counted, and nothing is left when it is over', () => {
  const { watches, folder, store, workOf } = one();
  const names = Array.from({ length: 20_000 }, (_, at) => `f${at}`);
  watches.write(folder, ...names);
  expect(workOf('spec_1')?.changed).toBe(20_000);
  expect(store.changedFiles(1, 'spec_1')).toHaveLength(2_000);
  watches.look(folder, { settled: names });
  expect(store.changedFiles(1, 'spec_1')).toEqual([]);
  expect(workOf('spec_1')?.changed).toBe(0);
});

test('a host that comes back goes on where the log stands', () => {
  const { watches, folder, reborn } = one();
  watches.look(folder, {
    commits: [aCommit(hashOf('a'), ['x'])],
    changed: [file('left', 1000), file('stays', 1000)],
  });
  const next = reborn();
  next.work.resume();
  expect(next.watches.watched.get(folder)?.tip).toBe(hashOf('a'));
  const before = next.kinds().length;
  next.watches.look(folder, { changed: [file('stays', 1000)], commits: [aCommit(hashOf('b'), ['y'])] });
  expect(next.kinds().slice(before)).toEqual(['instance.committed', 'instance.changedFiles']);
  expect(next.store.changedFiles(1, 'spec_1')).toEqual([file('stays', 1000)]);
});

test('what can’t be watched is told, and when it can be again', () => {
  const { watches, folder, workOf, ledger } = one();
  watches.trouble(folder, 'no more watches');
  expect(workOf('spec_1')?.trouble).toBe('no more watches');
  watches.trouble(folder, null);
  expect(workOf('spec_1')?.trouble).toBeNull();
  expect(ledger.view.instances.spec_1?.state).toBe('starting');
});

test('what could not be written down is looked for again', async () => {
  const { watches, folder, ledger, clock, log, workOf } = one();
  const append = ledger.append.bind(ledger);
  ledger.append = () => {
    throw new TuttiFailure(fail('disk_full', 'full', 'Make room.').error);
  };
  watches.look(folder, { commits: [aCommit(hashOf('a'), ['x'])] });
  ledger.append = append;
  expect(watches.watched.size).toBe(0);
  await clock.advance(5_000);
  expect(watches.watched.get(folder)?.tip).toBeNull();
  watches.look(folder, { commits: [aCommit(hashOf('a'), ['x'])] });
  expect(workOf('spec_1')?.commits).toBe(1);
  expect(log).toBeDefined();
});

test('a commit is a sign of life of who works there; a written file is none', () => {
  const { crew, clock, watches, folder } = one();
  const life = { id: 'spec_1', lastSign: 0, usedBefore: null, confirmed: true } as unknown as Life;
  crew.lives.set('spec_1', life);
  watches.look(folder, { changed: [file('x', 1)] });
  expect(life.lastSign).toBe(0);
  watches.look(folder, { commits: [aCommit(hashOf('a'), ['x'])] });
  expect(life.lastSign).toBe(clock.now());
});
