import { expect, test } from 'vitest';
import { branchOf, manager, mergeOf, mergeStage, states, work } from './merge-stage.ts';

const spec = 'spec_1_1_1';

test.each(['squash', 'rebase'] as const)(
  'what is in its target by %s is left out, and has nothing new, whatever was made of it there',
  async (strategy) => {
    const stage = await mergeStage(1);
    work(stage, spec, { 'a.ts': 'one' });
    await stage.must('merges.request', { id: spec, strategy });
    expect(await states(stage)).toEqual(['merge_1 merged']);
    // The same lines as the branch has changed, which git would try once more.
    const target = stage.branches.commit(manager, { 'a.ts': 'two' });
    expect(await stage.must('merges.integrate', { id: 'mgr_1_1', strategy })).toEqual([]);
    await stage.must('merges.request', { id: spec, strategy });
    expect(await states(stage)).toEqual(['merge_1 merged', 'merge_2 merged']);
    expect((await mergeOf(stage, 'merge_2')).commit).toBeNull();
    expect(await stage.branches.tip(manager)).toEqual({ ok: true, value: target });
    // Something new goes again.
    work(stage, spec, { 'b.ts': 'new' });
    expect(await stage.must('merges.integrate', { id: 'mgr_1_1', strategy })).toMatchObject([{ of: spec }]);
  },
);

test('what was taken back, or lost by its target, is merged again', async () => {
  const stage = await mergeStage(1);
  const before = await stage.branches.tip(manager);
  work(stage, spec, { 'a.ts': 'one' });
  for (const lose of [
    () => stage.must('merges.undo', {}),
    async () => stage.branches.move(manager, before.ok ? (before.value ?? '') : ''),
  ]) {
    const { id } = await stage.must('merges.request', { id: spec, strategy: 'squash' });
    await states(stage);
    expect((await mergeOf(stage, id)).commit).not.toBeNull();
    await lose();
    expect(stage.branches.filesOf(manager)['a.ts']).toBeUndefined();
    expect(stage.branches.filesOf(branchOf(spec))['a.ts']).toBe('one');
  }
  const [asked] = await stage.must('merges.integrate', { id: 'mgr_1_1', strategy: 'squash' });
  await states(stage);
  expect((await mergeOf(stage, asked?.id ?? '')).state).toBe('merged');
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('one');
});
