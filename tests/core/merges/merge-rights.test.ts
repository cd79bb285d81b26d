import { expect, test } from 'vitest';
import { aCommit } from '../../support/fake-worktree-watches.ts';
import { branchOf, mergeStage, states, work } from './merge-stage.ts';

test('a specialist may not merge, and no instance merges into the person’s branch', async () => {
  const stage = await mergeStage(1);
  work(stage, 'spec_1_1_1', { 'a.ts': 'a' });
  const refused = { ok: false, error: { code: 'refused' } };
  expect(await stage.call('merges.request', {}, stage.as('spec_1_1_1'))).toMatchObject(refused);
  expect(
    await stage.call('merges.request', { id: 'mgr_1_1', into: 'main' }, stage.as('mgr_1_1')),
  ).toMatchObject({ ok: false, error: { code: 'refused', field: 'into' } });
  expect(await stage.call('merges.request', {}, stage.as('exec_1'))).toMatchObject({
    ok: false,
    error: { code: 'refused', field: 'into' },
  });
  expect(await stage.call('merges.undo', {}, stage.as('exec_1'))).toMatchObject(refused);
  expect(await states(stage)).toEqual([]);
  expect(stage.branches.filesOf('main')).toEqual({ 'README.md': 'start' });
});

test('a manager merges only below itself', async () => {
  const stage = await mergeStage(1);
  await stage.must('instances.spawn', {
    profile: 'hooked',
    role: 'manager',
    parent: 'exec_1',
    confirm: false,
  });
  const asOther = stage.as('mgr_1_2');
  expect(await stage.call('merges.request', { id: 'spec_1_1_1' }, asOther)).toMatchObject({
    ok: false,
    error: { code: 'refused', field: 'id' },
  });
  const source = branchOf('spec_1_1_1');
  expect(await stage.call('merges.request', { source }, asOther)).toMatchObject({
    ok: false,
    error: { code: 'refused', field: 'source' },
  });
});

test.each([
  [{}, 'id'],
  [{ id: 'spec_1_1_1', source: 'main' }, 'source'],
  [{ id: 'spec_9_9_9' }, 'id'],
  [{ source: 'no-such-branch' }, 'source'],
  [{ id: 'spec_1_1_1', into: 'no-such-branch' }, 'into'],
  [{ source: 'main', into: 'main' }, 'into'],
])('what can’t be merged is refused by its field: %j', async (input, field) => {
  const stage = await mergeStage(1);
  expect(await stage.call('merges.request', input)).toMatchObject({ ok: false, error: { field } });
  expect(await states(stage)).toEqual([]);
});

test('integration goes bottom up, and into the person’s branch only with their word', async () => {
  const stage = await mergeStage(2);
  const commit = async (id: string, file: string) => {
    const hash = work(stage, id, { [file]: file });
    stage.worktreeWatches.look(`/worktrees/1/${id}`, { commits: [aCommit(hash, [file])] });
  };
  await commit('spec_1_1_1', 'a.ts');
  await commit('spec_1_1_2', 'b.ts');
  await stage.must('merges.integrate', {}, stage.as('exec_1'));
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged', 'merge_3 merged']);
  expect(Object.keys(stage.branches.filesOf(branchOf('exec_1'))).sort()).toEqual([
    'README.md',
    'a.ts',
    'b.ts',
  ]);
  expect(stage.branches.filesOf('main')).toEqual({ 'README.md': 'start' });
  const again = await stage.must('merges.integrate', {}, stage.as('exec_1'));
  expect(again, 'what is in already is not asked for').toEqual([]);
  const last = await stage.must('merges.integrate', { finish: true });
  expect(last.map(({ source, target }) => [source, target])).toEqual([[branchOf('exec_1'), 'main']]);
  await states(stage);
  expect(Object.keys(stage.branches.filesOf('main')).sort()).toEqual(['README.md', 'a.ts', 'b.ts']);
});
