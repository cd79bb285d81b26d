import { expect, test } from 'vitest';
import { aCommit } from '../../support/fake-worktree-watches.ts';
import { branchOf, manager, mergeOf, mergeStage, setCheck, states, told, work } from './merge-stage.ts';

const spec = (at: number): string => `spec_1_1_${at}`;

test('a manager merges a specialist’s branch into its own, which then has its files', async () => {
  const stage = await mergeStage(1);
  work(stage, spec(1), { 'a.ts': 'a' });
  await stage.must('merges.request', { id: spec(1) }, stage.as('mgr_1_1'));
  expect(await states(stage)).toEqual(['merge_1 merged']);
  expect(stage.branches.filesOf(manager)).toEqual({ 'README.md': 'start', 'a.ts': 'a' });
  expect(await mergeOf(stage, 'merge_1')).toMatchObject({
    of: spec(1),
    source: branchOf(spec(1)),
    target: manager,
    by: 'mgr_1_1',
    reason: '',
  });
  expect(told(stage, 'mgr_1_1')).toContain('merged as');
});

test('asked for twice while it waits, it is one merge; a later one with nothing new says so', async () => {
  const stage = await mergeStage(1);
  work(stage, spec(1), { 'a.ts': 'a' });
  const [one, other] = await Promise.all([
    stage.must('merges.request', { id: spec(1) }),
    stage.must('merges.request', { id: spec(1) }),
  ]);
  expect(other.id).toBe(one.id);
  await states(stage);
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
  expect(await mergeOf(stage, 'merge_2')).toMatchObject({ commit: null });
});

test('a conflict leaves the target as it was and goes to whoever’s work it is; their merge of the other side resolves it', async () => {
  const stage = await mergeStage(2);
  work(stage, spec(1), { 'a.ts': 'one' });
  work(stage, spec(2), { 'a.ts': 'two' });
  await stage.must('merges.request', { id: spec(1) }, stage.as('mgr_1_1'));
  await stage.must('merges.request', { id: spec(2) }, stage.as('mgr_1_1'));
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 conflicted']);
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('one');
  expect(await mergeOf(stage, 'merge_2')).toMatchObject({
    files: [{ path: 'a.ts', kind: 'content' }],
    conflicts: 1,
    reason: 'it conflicts in a.ts',
  });
  expect(told(stage, spec(2))).toContain(`git merge ${manager}`);
  // It merges what is on the other side.
  stage.branches.begin('resolved', manager);
  const resolved = stage.branches.commit('resolved', { 'a.ts': 'one and two' });
  stage.branches.move(branchOf(spec(2)), resolved);
  const place = `/worktrees/1/${spec(2)}`;
  stage.worktreeWatches.look(place, { commits: [aCommit(resolved, ['a.ts'], { way: 'merge' })] });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('one and two');
});

test('of a batch that fails its check the culprit alone is sent back, with the output; the rest lands', async () => {
  const stage = await mergeStage(5);
  await setCheck(stage, 'build');
  for (const at of [1, 2, 3, 4, 5])
    work(stage, spec(at), { [`${at}.ts`]: 'x', ...(at === 3 ? { build: 'broken' } : {}) });
  await Promise.all([1, 2, 3, 4, 5].map((at) => stage.must('merges.request', { id: spec(at) })));
  expect(await states(stage)).toEqual([
    'merge_1 merged',
    'merge_2 merged',
    'merge_3 failed',
    'merge_4 merged',
    'merge_5 merged',
  ]);
  const files = stage.branches.filesOf(manager);
  expect(Object.keys(files).sort()).toEqual(['1.ts', '2.ts', '4.ts', '5.ts', 'README.md']);
  expect(await mergeOf(stage, 'merge_3')).toMatchObject({
    reason: 'build failed with it',
    check: { outcome: 'failed', output: 'build: broken' },
  });
  expect(told(stage, spec(3))).toContain('build: broken');
});

test('a target whose own check fails is not blamed on anybody’s work', async () => {
  const stage = await mergeStage(2);
  stage.branches.commit(manager, { build: 'broken' });
  await setCheck(stage, 'build');
  work(stage, spec(1), { 'a.ts': 'a' });
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 failed']);
  expect((await mergeOf(stage, 'merge_1')).reason).toBe(`build failed on ${manager} itself, without it`);
});

test('checks for two targets asked for at once share one worktree: each is told what its own work says', async () => {
  const stage = await mergeStage(1);
  await stage.must('instances.spawn', {
    profile: 'hooked',
    role: 'manager',
    confirm: false,
    task: 'another half',
    parent: 'exec_1',
  });
  await stage.must('instances.spawn', {
    profile: 'hooked',
    role: 'specialist',
    confirm: false,
    task: 'another piece',
    parent: 'mgr_1_2',
  });
  await setCheck(stage, 'build');
  work(stage, spec(1), { 'a.ts': 'a', build: 'broken' });
  work(stage, 'spec_1_2_1', { 'b.ts': 'b', build: 'fine' });
  await Promise.all([spec(1), 'spec_1_2_1'].map((id) => stage.must('merges.request', { id })));
  expect(await states(stage)).toEqual(['merge_1 failed', 'merge_2 merged']);
  expect(await mergeOf(stage, 'merge_1')).toMatchObject({ check: { output: 'build: broken' } });
  expect(await mergeOf(stage, 'merge_2')).toMatchObject({ check: { output: 'build: fine' } });
});

test('while the target’s checkout has changes it waits and says so, and goes on when they are gone', async () => {
  const stage = await mergeStage(1);
  work(stage, spec(1), { 'a.ts': 'a' });
  stage.branches.inTheWay.set(manager, {
    kind: 'waiting',
    worktree: '/worktrees/1/mgr_1_1',
    reason: 'changes',
    files: ['README.md'],
  });
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 waiting']);
  const { reason, commit } = await mergeOf(stage, 'merge_1');
  expect(reason).toContain('/worktrees/1/mgr_1_1, which has changes that are not committed: README.md');
  expect(commit).toBeNull();
  // Until it has been told where the branches stand.
  await stage.clock.advance(1_000);
  const before = (await stage.must('view.get', {})).seq;
  await stage.clock.advance(30_000);
  expect(await states(stage)).toEqual(['merge_1 waiting']);
  expect((await stage.must('view.get', {})).seq).toBe(before);
  stage.branches.inTheWay.delete(manager);
  await stage.clock.advance(3_000);
  await states(stage);
  await stage.clock.advance(3_000);
  expect(await states(stage)).toEqual(['merge_1 merged']);
});

test('a target that somebody else moves meanwhile is merged into where it stands now', async () => {
  const stage = await mergeStage(1);
  work(stage, spec(1), { 'a.ts': 'a' });
  stage.branches.beforeAdvance = (branch) => {
    stage.branches.beforeAdvance = () => undefined;
    stage.branches.commit(branch, { 'by-hand.ts': 'x' });
  };
  await stage.must('merges.request', { id: spec(1) });
  expect(await states(stage)).toEqual(['merge_1 merged']);
  expect(Object.keys(stage.branches.filesOf(manager)).sort()).toEqual(['README.md', 'a.ts', 'by-hand.ts']);
});

test('bottom up: a manager’s branch waits for its specialists’, and the person’s own is touched only when they say so', async () => {
  const stage = await mergeStage(2);
  await setCheck(stage, 'build');
  work(stage, spec(1), { 'a.ts': 'a', build: 'hang' });
  work(stage, spec(2), { 'b.ts': 'b' });
  await stage.must('merges.request', { id: spec(1) });
  await stage.must('merges.request', { id: 'mgr_1_1' });
  expect(await states(stage)).toEqual(['merge_1 checking', 'merge_2 queued']);
  await stage.must('merges.cancel', { merge: 'merge_1' });
  expect(await states(stage)).toEqual(['merge_1 cancelled', 'merge_2 merged']);
  expect(stage.branches.filesOf('main')).toEqual({ 'README.md': 'start' });
});

test('a check that runs is ended when its merge is cancelled, and the others of the batch go on', async () => {
  const stage = await mergeStage(2);
  await setCheck(stage, 'build');
  work(stage, spec(1), { 'a.ts': 'a', build: 'hang' });
  work(stage, spec(2), { 'b.ts': 'b' });
  await Promise.all([1, 2].map((at) => stage.must('merges.request', { id: spec(at) })));
  await stage.must('merges.cancel', { merge: 'merge_1', reason: 'no longer wanted' });
  expect(await states(stage)).toEqual(['merge_1 cancelled', 'merge_2 merged']);
  expect(Object.keys(stage.branches.filesOf(manager)).sort()).toEqual(['README.md', 'b.ts']);
});

test('what is taken back is gone from its target; with later work on top by a commit of its own', async () => {
  const stage = await mergeStage(2);
  work(stage, spec(1), { 'a.ts': 'a' });
  work(stage, spec(2), { 'b.ts': 'b' });
  await stage.must('merges.request', { id: spec(1) });
  await states(stage);
  await stage.must('merges.request', { id: spec(2) });
  await states(stage);
  const undone = await stage.must('merges.undo', { merge: 'merge_1', reason: 'it broke the build' });
  expect(undone).toMatchObject({ state: 'undone', undone: { way: 'revert' }, reason: 'it broke the build' });
  expect(Object.keys(stage.branches.filesOf(manager)).sort()).toEqual(['README.md', 'b.ts']);
  expect(await stage.call('merges.undo', { merge: 'merge_1' })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'merge' },
  });
});

test('the last merge is what undo takes back when nothing is named', async () => {
  const stage = await mergeStage(2);
  for (const at of [1, 2]) {
    work(stage, spec(at), { [`${at}.ts`]: 'x' });
    await stage.must('merges.request', { id: spec(at) });
    await states(stage);
  }
  expect(await stage.must('merges.undo', {})).toMatchObject({ id: 'merge_2', undone: { way: 'back' } });
  expect(Object.keys(stage.branches.filesOf(manager)).sort()).toEqual(['1.ts', 'README.md']);
  expect(await stage.must('merges.undo', {})).toMatchObject({ id: 'merge_1' });
  expect(await stage.call('merges.undo', {})).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
});

test('a merge of an earlier run is taken back when its run is named; the last one is told where this run has none', async () => {
  const stage = await mergeStage(1);
  work(stage, 'spec_1_1_1', { 'a.ts': 'a' });
  await stage.must('merges.request', { id: 'spec_1_1_1' });
  await states(stage);
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  await stage.must('runs.start', {});
  expect(await stage.call('merges.undo', { merge: 'merge_1' })).toMatchObject({
    ok: false,
    error: { code: 'not_found', field: 'merge' },
  });
  expect(await stage.call('merges.undo', {})).toMatchObject({
    ok: false,
    error: { remedy: expect.stringContaining('tutti undo merge_1 --run 1') },
  });
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('a');
  const undone = await stage.must('merges.undo', { merge: 'merge_1', run: 1, reason: 'late' });
  expect(undone).toMatchObject({ id: 'merge_1', run: 1, state: 'undone', undone: { way: 'back' } });
  expect(stage.branches.filesOf(manager)['a.ts']).toBeUndefined();
  expect(await stage.must('merges.list', {})).toEqual([]);
  expect(await stage.call('merges.undo', { merge: 'merge_1', run: 1 })).toMatchObject({
    ok: false,
    error: { message: 'merge_1 is undone' },
  });
  expect(await stage.call('merges.undo', {})).toMatchObject({
    ok: false,
    error: { remedy: 'There is nothing to take back.' },
  });
});

test('a merge that changes what another has locked waits, by its name, until the lock is given back', async () => {
  const stage = await mergeStage(2);
  work(stage, spec(1), { 'src/a.ts': 'a' });
  work(stage, spec(2), { 'src/b.ts': 'b' });
  await stage.must('locks.acquire', { paths: ['src/a.ts'] }, stage.as(spec(2)));
  await stage.must('locks.acquire', { paths: ['src/b.ts'] }, stage.as(spec(2)));
  await stage.must('merges.request', { id: spec(1) });
  await stage.must('merges.request', { id: spec(2) });
  expect(await states(stage)).toEqual(['merge_1 waiting', 'merge_2 merged']);
  expect((await mergeOf(stage, 'merge_1')).reason).toBe(
    `it changes what others have locked: src/a.ts (${spec(2)})`,
  );
  await stage.must('locks.release', { paths: ['src/a.ts'] }, stage.as(spec(2)));
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
});

test('the locks of those below do not hold up the merge of their leader’s branch', async () => {
  const stage = await mergeStage(1);
  await stage.must('locks.acquire', { paths: ['a.ts'] }, stage.as(spec(1)));
  work(stage, spec(1), { 'a.ts': 'a' });
  await stage.must('merges.request', { id: spec(1) });
  await states(stage);
  await stage.must('merges.request', { id: 'mgr_1_1' });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
});
