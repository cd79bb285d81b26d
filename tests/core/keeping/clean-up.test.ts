import { fail } from '@contract/result.ts';
import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import type { Stage } from '../../support/stage.ts';
import { branchOf, mergeStage, work } from '../merges/merge-stage.ts';

const spec = 'spec_1_1_1';
const name = `1/${spec}`;
const dayMs = 24 * 3_600_000;

const quiet = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await settle();
};

const reasons = async (stage: Stage) =>
  Object.fromEntries(
    (await stage.must('work.cleanable', {})).map((one) => [one.name, [one.removable, one.reason]]),
  );

/** A specialist that has ended, with a commit of its own that is in no other branch. */
const ended = async (): Promise<Stage> => {
  const stage = await mergeStage(1);
  work(stage, spec, { 'a.ts': 'a' });
  await stage.must('instances.terminate', { id: spec });
  await quiet();
  return stage;
};

const merge = async (stage: Stage): Promise<void> => {
  await stage.must('merges.request', { id: spec });
  await quiet();
};

test('each is named with the reason why it stays, and a merged one may go', async () => {
  const stage = await ended();
  expect(await reasons(stage)).toEqual({
    '1/exec_1': [false, 'exec_1 works there'],
    '1/mgr_1_1': [false, 'mgr_1_1 works there'],
    [name]: [false, 'its commits are in no other branch, and not kept'],
  });
  await merge(stage);
  expect((await reasons(stage))[name]).toEqual([true, 'tutti/1/mgr_1_1 has all of it']);
  expect(await stage.must('work.clean', { names: [name] })).toEqual([{ name, gone: true, reason: '' }]);
  expect((await reasons(stage))[name]).toBeUndefined();
  expect(await stage.branches.tip(branchOf(spec))).toEqual({ ok: true, value: null });
});

test.each([
  ['files that are not committed', (stage: Stage) => void stage.uncommitted.set(spec, 2), '2 files are'],
  [
    'a rebase',
    (stage: Stage) => void stage.branches.signs.set(name, { busy: 'rebase' }),
    'in the middle of a rebase',
  ],
  ['a lock of git’s', (stage: Stage) => void stage.branches.signs.set(name, { locked: true }), 'locked'],
  [
    'a process inside',
    (stage: Stage) =>
      void stage.processes.occupants.set(`/worktrees/${name}`, [
        { pid: 77, parent: 50, startTime: 't', command: 'vim a.ts', marker: null },
      ]),
    'vim a.ts (pid 77) runs there',
  ],
])('%s refuse it, also when it was listed before', async (_what, begin, reason) => {
  const stage = await ended();
  await merge(stage);
  expect((await reasons(stage))[name]?.[0]).toBe(true);
  begin(stage);
  const [answer] = await stage.must('work.clean', { names: [name], save: true });
  expect(answer).toMatchObject({ gone: false, reason: expect.stringContaining(reason) });
  expect((await reasons(stage))[name]).toEqual([false, expect.stringContaining(reason)]);
  expect(stage.branches.worktrees.has(name)).toBe(true);
});

test('a branch that a worktree has checked out is not named by itself', async () => {
  const stage = await ended();
  await merge(stage);
  const answers = await stage.must('work.clean', { names: [branchOf(spec), 'tutti/1/nobody'] });
  expect(answers).toEqual([
    { name: branchOf(spec), gone: false, reason: `it is checked out in a worktree: name that, ${name}` },
    {
      name: 'tutti/1/nobody',
      gone: false,
      reason: expect.stringContaining('there is no worktree or branch'),
    },
  ]);
});

test('commits that nothing else has go only when they are kept first, and come back', async () => {
  const stage = await ended();
  const [refused] = await stage.must('work.clean', { names: [name] });
  expect(refused).toMatchObject({ gone: false });
  const [gone] = await stage.must('work.clean', { names: [name], save: true });
  expect(gone).toMatchObject({ gone: true });
  const [kept] = await stage.must('work.kept', {});
  expect(kept).toMatchObject({ work: `${name}/1`, kind: 'tip', why: 'clean-up' });
  const back = await stage.must('work.bringBack', { work: `${name}/1` });
  expect(stage.branches.filesOf(back.back?.branch ?? '')['a.ts']).toBe('a');
});

test('one that is merged is kept as well, and comes back when the merge was taken back; not twice', async () => {
  const stage = await ended();
  const tip = await stage.branches.tip(branchOf(spec));
  await merge(stage);
  expect(await stage.must('work.clean', { names: [name] })).toMatchObject([{ gone: true }]);
  await stage.must('merges.undo', {});
  expect(stage.branches.filesOf(branchOf('mgr_1_1'))['a.ts']).toBeUndefined();
  const [kept, ...others] = await stage.must('work.kept', {});
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ id: spec, kind: 'tip', why: 'clean-up', branch: branchOf(spec) });
  expect(tip).toEqual({ ok: true, value: kept?.commit });
  const { back } = await stage.must('work.bringBack', { id: spec });
  expect(stage.branches.filesOf(back?.branch ?? '')['a.ts']).toBe('a');
  // What was brought back goes again, and is kept already.
  expect(await stage.must('work.clean', { names: [`${name}-kept-1`] })).toMatchObject([{ gone: true }]);
  expect(await stage.must('work.kept', {})).toHaveLength(1);
});

test('a branch that can’t be kept stays', async () => {
  const stage = await ended();
  await merge(stage);
  Object.assign(stage.branches, { keep: async () => fail('disk_full', 'The disk is full.', 'Make room.') });
  const [answer] = await stage.must('work.clean', { names: [name] });
  expect(answer).toEqual({ name, gone: false, reason: 'The disk is full.' });
  expect(stage.branches.worktrees.has(name)).toBe(true);
});

test('of two branches that only have each other, the first is kept before it goes', async () => {
  const stage = await ended();
  stage.branches.begin('tutti/1/spec_1_1_9', branchOf(spec));
  const names = [name, 'tutti/1/spec_1_1_9'];
  const listed = await reasons(stage);
  expect(names.map((one) => listed[one]?.[0])).toEqual([true, true]);
  const tip = await stage.branches.tip(branchOf(spec));
  expect((await stage.must('work.clean', { names })).map(({ gone }) => gone)).toEqual([true, true]);
  const refs = await stage.branches.kept('refs/tutti/work/');
  expect(refs.ok && refs.value.map(({ commit }) => commit)).toContain(tip.ok ? tip.value : '');
});

test('only the person may', async () => {
  const stage = await ended();
  expect(await stage.call('work.clean', { names: [name] }, stage.as('exec_1'))).toMatchObject({
    ok: false,
    error: { code: 'refused' },
  });
});

test('a host that dies in the middle leaves what the next one ends, and one that was moved stays', async () => {
  const stage = await ended();
  await merge(stage);
  stage.branches.beforeRemove = () => new Promise<never>(() => undefined);
  void stage.call('work.clean', { names: [name] });
  await quiet();
  stage.branches.beforeRemove = () => undefined;
  const next = await stage.reborn();
  await quiet();
  expect((await reasons(next))[name]).toBeUndefined();
  const kinds = (await next.must('events.list', {})).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind.startsWith('work.clean'))).toEqual(['work.cleaning', 'work.cleaned']);
  expect(next.store.cleanUps()).toEqual([]);
});

test('a branch that moved between the worktree and its own end stays, and is told', async () => {
  const stage = await ended();
  await merge(stage);
  stage.branches.beforeRemove = () => void work(stage, spec, { 'new.ts': 'new' });
  const [answer] = await stage.must('work.clean', { names: [name] });
  expect(answer).toMatchObject({ gone: false, reason: expect.stringContaining('moved') });
  expect(stage.branches.filesOf(branchOf(spec))['new.ts']).toBe('new');
});

test('kept work whose days are over and that no branch has goes when it is named, not before', async () => {
  const stage = await ended();
  await stage.must('work.clean', { names: [name], save: true });
  const kept = `kept/${name}/1`;
  expect(await stage.must('work.clean', { names: [kept] })).toMatchObject([{ gone: false }]);
  await stage.clock.advance(31 * dayMs);
  await quiet();
  expect((await reasons(stage))[kept]?.[1]).toContain('it is lost with this');
  expect(await stage.must('work.clean', { names: [kept] })).toMatchObject([{ gone: true }]);
  expect(await stage.must('work.kept', {})).toEqual([]);
});
