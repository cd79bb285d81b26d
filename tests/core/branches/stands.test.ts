import { expect, test } from 'vitest';
import { branchOf, manager, mergeStage, work } from '../merges/merge-stage.ts';
import { gathered, looked, standOf, toldKinds } from './stand-stage.ts';

const worktreeOf = (id: string): string => `/worktrees/1/${id}`;

test('where a branch stands is told when git shows a sign, and only what is different', async () => {
  const stage = await mergeStage(2);
  await stage.clock.advance(gathered);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ base: manager, ahead: 0, behind: 0 });
  expect(await standOf(stage, 'exec_1')).toMatchObject({ base: 'main' });
  const before = toldKinds(stage).length;

  const tip = work(stage, 'spec_1_1_1', { a: '1', b: '1' });
  stage.branches.commit(manager, { c: '1' });
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({
    ...{ tip, ahead: 1, behind: 1, files: 2, insertions: 2, deletions: 0 },
    ...{ conflicts: [], conflicting: 0, trouble: null },
  });
  expect(await standOf(stage, 'spec_1_1_2')).toMatchObject({ ahead: 0, behind: 1 });
  expect(toldKinds(stage).slice(before).sort()).toEqual([
    'branch.stood mgr_1_1',
    'branch.stood spec_1_1_1',
    'branch.stood spec_1_1_2',
  ]);

  const after = toldKinds(stage).length;
  await looked(stage);
  await looked(stage);
  expect(toldKinds(stage)).toHaveLength(after);
});

test('while nothing happens, git is asked nothing', async () => {
  const stage = await mergeStage(2);
  await stage.clock.advance(gathered);
  const asked = stage.branches.asked;
  await stage.clock.advance(3_600_000);
  expect(stage.branches.asked).toBe(asked);
});

test('many signs within a short time are one look', async () => {
  const stage = await mergeStage(2);
  await stage.clock.advance(gathered);
  const asked = stage.branches.asked;
  for (let times = 0; times < 20; times += 1) stage.branches.sign();
  await stage.clock.advance(gathered);
  expect(stage.branches.asked).toBe(asked + 1);
});

test('a conflict with the branch that it goes into is shown, and its end', async () => {
  const stage = await mergeStage(1);
  await stage.clock.advance(gathered);
  work(stage, 'spec_1_1_1', { a: 'mine' });
  stage.branches.commit(manager, { a: 'theirs' });
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ conflicts: ['a'], conflicting: 1 });
  stage.branches.commit(manager, { a: null });
  await looked(stage);
  work(stage, 'spec_1_1_1', { a: null });
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ conflicts: [], conflicting: 0 });
});

test('lines that are not committed are counted for whom they are news, and no one else', async () => {
  const stage = await mergeStage(2);
  await stage.clock.advance(gathered);
  stage.branches.open.set(worktreeOf('spec_1_1_1'), { insertions: 7, deletions: 2 });
  stage.branches.open.set(worktreeOf('spec_1_1_2'), { insertions: 1, deletions: 1 });
  stage.worktreeWatches.look(worktreeOf('spec_1_1_1'), {
    changed: [{ path: 'a', kind: 'changed', at: 1 }],
  });
  await stage.clock.advance(gathered);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ open: { insertions: 7, deletions: 2 } });
  expect(await standOf(stage, 'spec_1_1_2')).toMatchObject({ open: { insertions: 0, deletions: 0 } });
});

test.each([
  [{ kind: 'gone' }, /worktree .* is gone/],
  [{ kind: 'broken' }, /leads nowhere/],
  [{ kind: 'busy', with: 'rebase' }, /a rebase is in progress/],
  [{ kind: 'elsewhere', on: 'main' }, /^main is checked out .*git switch tutti\/1\/spec_1_1_1/],
  [{ kind: 'elsewhere', on: null }, /no branch checked out/],
] as const)('what is wrong with a worktree is said, and that it is mended: %o', async (place, words) => {
  const stage = await mergeStage(1);
  await stage.clock.advance(gathered);
  stage.branches.places.set(branchOf('spec_1_1_1'), place);
  await looked(stage);
  expect((await standOf(stage, 'spec_1_1_1'))?.trouble).toMatch(words);
  stage.branches.places.clear();
  await looked(stage);
  expect((await standOf(stage, 'spec_1_1_1'))?.trouble).toBeNull();
});

test('a branch that somebody deleted keeps its last figures, and says that it is gone', async () => {
  const stage = await mergeStage(1);
  work(stage, 'spec_1_1_1', { a: '1' });
  await stage.clock.advance(gathered);
  stage.branches.delete(branchOf('spec_1_1_1'));
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({
    ahead: 1,
    trouble: expect.stringMatching(/^its branch tutti\/1\/spec_1_1_1 is gone. It stood on \w+: git branch /),
  });
});

test('a branch that somebody moved elsewhere by force stands where it was moved to', async () => {
  const stage = await mergeStage(1);
  work(stage, 'spec_1_1_1', { a: '1' });
  await stage.clock.advance(gathered);
  const tip = stage.branches.commit('main', { other: '1' });
  stage.branches.move(branchOf('spec_1_1_1'), tip);
  await looked(stage);
  expect(await standOf(stage, 'spec_1_1_1')).toMatchObject({ tip, ahead: 1, files: 1, trouble: null });
});

test('git that can’t be asked is said once, asked again after a while, and all else goes on', async () => {
  const stage = await mergeStage(1);
  await stage.clock.advance(gathered);
  stage.branches.broken = 'not a git repository';
  await looked(stage);
  const told = toldKinds(stage).length;
  expect((await standOf(stage, 'spec_1_1_1'))?.trouble).toContain(
    'git is not available: not a git repository',
  );
  await stage.clock.advance(60_000);
  expect(toldKinds(stage)).toHaveLength(told);
  await stage.must('tasks.create', { tasks: [{ title: 'goes on' }] });
  stage.branches.broken = null;
  await stage.clock.advance(60_000);
  expect((await standOf(stage, 'spec_1_1_1'))?.trouble).toBeNull();
});

test('a new host takes up what has moved meanwhile', async () => {
  const stage = await mergeStage(1);
  await stage.clock.advance(gathered);
  const next = await stage.reborn();
  const tip = work(next, 'spec_1_1_1', { a: '1' });
  await next.clock.advance(gathered);
  expect(await standOf(next, 'spec_1_1_1')).toMatchObject({ tip, ahead: 1 });
});
