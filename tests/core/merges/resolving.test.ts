import { expect, test } from 'vitest';
import { aCommit } from '../../support/fake-worktree-watches.ts';
import type { Stage } from '../../support/stage.ts';
import { branchOf, conflictStage, manager, mergeOf, setCheck, states, told, work } from './merge-stage.ts';

const spec = (at: number): string => `spec_1_1_${at}`;

const merge = 'merge_2';
const text = (path: string, content: string) => ({ path, how: 'text', text: content }) as const;

test('a conflict is shown with its three versions and its hunks', async () => {
  const stage = await conflictStage();
  const shown = await stage.must('merges.conflict', { merge });
  expect(shown).toMatchObject({ count: 2, merge: { id: merge } });
  expect(shown.files[0]).toMatchObject({
    path: 'a.ts',
    base: { kind: 'absent' },
    ours: { kind: 'text', text: 'one' },
    theirs: { kind: 'text', text: 'two' },
    hunks: [{ kind: 'conflict', ours: 'one\n', theirs: 'two\n' }],
    resolved: false,
  });
  expect((await stage.must('merges.conflict', { merge, path: 'b.ts' })).files).toHaveLength(1);
  expect(await stage.call('merges.conflict', { merge, path: 'own.ts' })).toMatchObject({
    error: { code: 'not_found', field: 'path' },
  });
  expect(await stage.call('merges.conflict', { merge: 'merge_1' })).toMatchObject({
    error: { code: 'wrong_state', field: 'merge' },
  });
});

test('what is resolved is saved file by file, also half, and finishing is refused by file and line', async () => {
  const stage = await conflictStage();
  const half = 'done\n<<<<<<< ours\none\n||||||| base\n=======\ntwo\n>>>>>>> theirs\n';
  const saved = await stage.must('merges.resolve', {
    merge,
    files: [text('a.ts', 'both'), text('b.ts', half)],
  });
  expect(saved.left).toEqual([{ path: 'b.ts', line: 2 }]);
  const shown = await stage.must('merges.conflict', { merge });
  expect(shown.files.map(({ path, resolved, result }) => [path, resolved, result.text])).toEqual([
    ['a.ts', true, 'both'],
    ['b.ts', false, half],
  ]);
  expect(await stage.call('merges.resolve', { merge, finish: true })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'files', message: 'b.ts:2 has a marker' },
  });
  expect((await mergeOf(stage, merge)).state).toBe('conflicted');
  expect(await stage.call('merges.resolve', { merge, files: [text('own.ts', 'x')] })).toMatchObject({
    error: { code: 'bad_input', field: 'files' },
  });
});

test('a resolution is checked and lands through the queue, with both sides in its history', async () => {
  const stage = await conflictStage();
  await setCheck(stage, 'build');
  const files = [text('a.ts', 'both'), { path: 'b.ts', how: 'theirs' } as const];
  const { left } = await stage.must('merges.resolve', { merge, files, finish: true });
  expect(left).toEqual([]);
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
  expect(stage.branches.filesOf(manager)).toMatchObject({ 'a.ts': 'both', 'b.ts': 'two', 'own.ts': 'x' });
  const done = await mergeOf(stage, merge);
  expect(done).toMatchObject({
    reason: 'resolved by hand',
    resolved: { way: 'hand', files: 2, commit: done.commit },
    check: { outcome: 'passed' },
  });
  expect(stage.branches.scratchWorktrees.openPurposes).not.toContain('resolve-1-merge_2');
});

test('a resolution with which the check fails does not land', async () => {
  const stage = await conflictStage();
  await setCheck(stage, 'a.ts');
  const files = [text('a.ts', 'broken'), text('b.ts', 'x')];
  await stage.must('merges.resolve', { merge, files, finish: true });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 failed']);
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('one');
});

test('where the target moves between resolving and landing, the resolution is merged on top of it', async () => {
  const stage = await conflictStage(3);
  work(stage, spec(3), { 'c.ts': 'three' });
  let moved = false;
  stage.branches.beforeAdvance = () => {
    if (moved) return;
    moved = true;
    stage.branches.commit(manager, { 'd.ts': 'by hand' });
  };
  const files = [text('a.ts', 'both'), text('b.ts', 'both')];
  await stage.must('merges.resolve', { merge, files, finish: true });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
  expect(stage.branches.filesOf(manager)).toMatchObject({ 'a.ts': 'both', 'd.ts': 'by hand', 'own.ts': 'x' });
});

test('the same conflict again is resolved as it was before, and says so', async () => {
  const stage = await conflictStage();
  const files = [text('a.ts', 'both'), text('b.ts', 'both')];
  await stage.must('merges.resolve', { merge, files, finish: true });
  await states(stage);
  await stage.must('merges.undo', { merge });
  // On a branch of its own, the same sides meet again.
  stage.branches.begin('again', manager);
  await stage.must('merges.request', { source: branchOf(spec(2)), into: 'again' });
  expect(await states(stage)).toContain('merge_3 merged');
  expect(await mergeOf(stage, 'merge_3')).toMatchObject({
    reason: 'resolved as git remembered',
    resolved: { way: 'memory' },
  });
  expect(stage.branches.filesOf('again')['a.ts']).toBe('both');
});

test('a conflict is handed back to whoever’s work it is, as a task with the hunks and both intents', async () => {
  const stage = await conflictStage();
  const given = await stage.must('merges.handBack', { merge, note: 'keep both' }, stage.as('mgr_1_1'));
  expect(given).toMatchObject({
    to: spec(2),
    task: 'task_1',
    merge: { handed: { to: spec(2), task: 'task_1' } },
  });
  const text = told(stage, spec(2));
  for (const part of [
    'keep both',
    'a.ts (content',
    `${spec(1)}: work of a specialist`,
    `git merge ${manager}`,
  ])
    expect(text).toContain(part);
});

test('a resolver is a new specialist beside; the merge it commits is what lands', async () => {
  const stage = await conflictStage();
  expect(await stage.call('merges.handBack', { merge, to: 'resolver' })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'to' },
  });
  const { settings } = await stage.must('view.get', {});
  await stage.must('settings.set', { ...settings, merging: { ...settings.merging, resolver: 'hooked' } });
  const { to } = await stage.must('merges.handBack', { merge, to: 'resolver' });
  expect(to).toBe(spec(3));
  const tip = await stage.branches.commitOf(branchOf(spec(2)));
  stage.branches.begin(branchOf(to), manager);
  const merged = stage.branches.mergeCommit(branchOf(to), tip.ok ? (tip.value ?? '') : '', {
    'a.ts': 'resolved',
    'b.ts': 'resolved',
  });
  stage.worktreeWatches.look(`/worktrees/1/${to}`, {
    commits: [aCommit(merged, ['a.ts'], { way: 'merge' })],
  });
  expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
  expect(stage.branches.filesOf(manager)).toMatchObject({ 'a.ts': 'resolved' });
  expect(await mergeOf(stage, merge)).toMatchObject({ resolved: { way: 'handed' } });
});

test('what both sides were to do is told with the conflict', async () => {
  const stage = await conflictStage();
  const { intents } = await stage.must('merges.conflict', { merge });
  expect(intents).toEqual({
    ours: [{ id: spec(1), task: 'work of a specialist' }],
    theirs: [{ id: spec(2), task: 'work of a specialist' }],
  });
});

test('whoever’s work it is resolves it, and so does who it was handed to; others look', async () => {
  const stage = await conflictStage(3);
  const files = [text('a.ts', 'both'), text('b.ts', 'both')];
  const refused = { ok: false, error: { code: 'refused' } };
  for (const id of [spec(1), spec(3)]) {
    expect(await stage.call('merges.conflict', { merge }, stage.as(id))).toMatchObject({ ok: true });
    expect(await stage.call('merges.resolve', { merge, files }, stage.as(id))).toMatchObject(refused);
    expect(await stage.call('merges.handBack', { merge }, stage.as(id))).toMatchObject(refused);
    expect(await stage.call('merges.decline', { merge }, stage.as(id))).toMatchObject(refused);
  }
  await stage.must('merges.resolve', { merge, files, finish: true }, stage.as(spec(2)));
  expect(await states(stage)).toContain('merge_2 merged');
  expect((await mergeOf(stage, merge)).resolved).toMatchObject({ way: 'hand' });
});

test('a resolver gives its resolution by the verb, and the other manager’s people can’t', async () => {
  const stage = await conflictStage();
  const { settings } = await stage.must('view.get', {});
  await stage.must('settings.set', { ...settings, merging: { ...settings.merging, resolver: 'hooked' } });
  const { to } = await stage.must('merges.handBack', { merge, to: 'resolver' }, stage.as('mgr_1_1'));
  const files = [text('a.ts', 'both'), { path: 'b.ts', how: 'ours' } as const];
  await stage.must('merges.resolve', { merge, files, finish: true }, stage.as(to));
  expect(await states(stage)).toContain('merge_2 merged');
  expect(await mergeOf(stage, merge)).toMatchObject({
    resolved: { way: 'handed' },
    reason: 'resolved by whom it was handed to',
  });
  expect(stage.branches.filesOf(manager)).toMatchObject({ 'a.ts': 'both', 'b.ts': 'one' });
});

test('who was given a conflict gives it back, with why; its task is cancelled, and what was saved stays', async () => {
  const stage = await conflictStage();
  expect(await stage.call('merges.decline', { merge }, stage.as(spec(2)))).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'merge' },
  });
  await stage.must('merges.handBack', { merge }, stage.as('mgr_1_1'));
  await stage.must('merges.resolve', { merge, files: [text('a.ts', 'both')] }, stage.as(spec(2)));
  const reason = 'which name is wanted?';
  const given = await stage.must('merges.decline', { merge, reason }, stage.as(spec(2)));
  expect(given).toMatchObject({ handed: null, state: 'conflicted' });
  expect(told(stage, 'mgr_1_1')).toContain(`${spec(2)} gave back the conflict of merge_2`);
  expect(told(stage, 'mgr_1_1')).toContain(reason);
  expect((await stage.must('tasks.list', {})).find(({ id }) => id === 'task_1')?.status).toBe('cancelled');
  expect((await stage.must('merges.conflict', { merge })).files[0]).toMatchObject({ resolved: true });
  await stage.must('merges.handBack', { merge }, stage.as('mgr_1_1'));
  // A leader takes it back from who has it.
  await stage.must('merges.decline', { merge }, stage.as('mgr_1_1'));
  expect(told(stage, spec(2))).toContain('mgr_1_1 gave back the conflict');
});

const left = async (stage: Stage): Promise<string[]> => {
  const kept = await stage.branches.kept('refs/tutti/resolved/');
  return [
    ...stage.branches.scratchWorktrees.openPurposes,
    ...(kept.ok ? kept.value.map(({ ref }) => ref) : []),
  ]
    .filter((name) => name !== 'remember')
    .sort();
};

test('a resolution is kept until it has landed, and nothing of it stays behind', async () => {
  const stage = await conflictStage();
  await setCheck(stage, 'a.ts');
  await stage.must('merges.resolve', {
    merge,
    files: [text('a.ts', 'broken'), text('b.ts', 'x')],
    finish: true,
  });
  expect(await states(stage)).toContain('merge_2 failed');
  // It may be tried again with another check.
  expect(await left(stage)).toEqual(['refs/tutti/resolved/1/merge_2']);
  await setCheck(stage, '');
  await stage.must('merges.retry', { merge });
  expect(await states(stage)).toContain('merge_2 merged');
  expect(await left(stage)).toEqual([]);
});

test('what is called off, and what an earlier host left, goes; what nobody else has stays', async () => {
  const stage = await conflictStage();
  await stage.must('merges.resolve', { merge, files: [text('a.ts', 'both')] });
  expect(await left(stage)).toEqual(['resolve-1-merge_2']);
  const { branches } = stage;
  const tip = await branches.commitOf('main');
  await branches.keep('refs/tutti/resolved/1/merge_1', tip.ok ? (tip.value ?? '') : '', 'left');
  branches.begin('gone', 'main');
  await branches.keep('refs/tutti/resolved/7/merge_1', branches.commit('gone', { 'x.ts': 'x' }), 'left');
  branches.delete('gone');
  await branches.scratch('resolve-7-merge_1').mergeWithMarkers({
    into: tip.ok ? (tip.value ?? '') : '',
    from: tip.ok ? (tip.value ?? '') : '',
  });
  const next = await stage.reborn();
  await states(next);
  expect(await left(next)).toEqual(['refs/tutti/resolved/7/merge_1', 'resolve-1-merge_2']);
  await next.must('merges.cancel', { merge });
  await states(next);
  expect(await left(next)).toEqual(['refs/tutti/resolved/7/merge_1']);
});
