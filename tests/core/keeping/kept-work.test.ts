import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import type { Stage } from '../../support/stage.ts';
import { branchOf, mergeStage, work } from '../merges/merge-stage.ts';

const spec = 'spec_1_1_1';
const folder = `/worktrees/1/${spec}`;
const dayMs = 24 * 3_600_000;

const leave = (stage: Stage, files: Readonly<Record<string, string>>): void => {
  stage.uncommitted.set(spec, Object.keys(files).length);
  stage.branches.uncommitted.set(folder, files);
};

const quiet = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await settle();
};

const kept = async (stage: Stage, dropped = false) => {
  await quiet();
  return stage.must('work.kept', { dropped });
};

const kinds = async (stage: Stage): Promise<string[]> =>
  (await stage.must('events.list', {})).map(({ kind }) => kind).filter((kind) => kind.startsWith('work.'));

test('what an instance has not committed is kept when it is terminated, and told', async () => {
  const stage = await mergeStage(1);
  work(stage, spec, { 'a.ts': 'a' });
  leave(stage, { 'b.ts': 'b' });
  await stage.must('instances.terminate', { id: spec });
  const [one] = await kept(stage);
  expect(one).toMatchObject({
    ...{ work: `1/${spec}/1`, run: 1, id: spec, kind: 'uncommitted', why: 'ended', files: 1 },
    ...{ ref: `refs/tutti/work/1/${spec}/1`, branch: branchOf(spec), dropped: null, back: null },
  });
  expect(stage.branches.filesAt(one?.commit ?? '')).toMatchObject({ 'a.ts': 'a', 'b.ts': 'b' });
  expect(stage.branches.filesOf(branchOf(spec))).not.toHaveProperty('b.ts');
});

test('nothing is kept, and nothing told, of one that has committed all', async () => {
  const stage = await mergeStage(1);
  work(stage, spec, { 'a.ts': 'a' });
  await stage.must('instances.terminate', { id: spec });
  expect(await kept(stage)).toEqual([]);
  expect(await kinds(stage)).toEqual([]);
});

test('a restart keeps it first; the same files are kept once, other files again', async () => {
  const stage = await mergeStage(1);
  leave(stage, { 'b.ts': 'b' });
  await stage.must('instances.restart', { id: spec });
  expect((await kept(stage)).map(({ why }) => why)).toEqual(['restart']);
  await stage.must('instances.restart', { id: spec });
  expect(await kept(stage)).toHaveLength(1);
  leave(stage, { 'b.ts': 'other' });
  await stage.must('instances.terminate', { id: spec });
  expect((await kept(stage)).map(({ work: name }) => name)).toEqual([`1/${spec}/2`, `1/${spec}/1`]);
  const refs = await stage.branches.kept('refs/tutti/work/');
  expect(refs.ok && refs.value).toHaveLength(2);
});

test('what can’t be kept is told with its reason, and the instance is started again all the same', async () => {
  const stage = await mergeStage(1);
  stage.uncommitted.set(spec, 'gone');
  await stage.must('instances.restart', { id: spec });
  await quiet();
  const events = await stage.must('events.list', { kinds: ['work.unsaved'] });
  expect(events.map(({ data }) => data)).toMatchObject([{ id: spec, why: 'restart' }]);
  expect((await stage.must('view.get', {})).instances[spec]?.incarnation).toBe(2);
});

test('it comes back as a branch and a worktree, the newest of an instance or the one that is named', async () => {
  const stage = await mergeStage(1);
  leave(stage, { 'b.ts': 'b' });
  await stage.must('instances.terminate', { id: spec });
  await quiet();
  const back = await stage.must('work.bringBack', { id: spec });
  expect(back.back).toEqual({
    branch: `tutti/1/${spec}-kept-1`,
    worktree: `/worktrees/1/${spec}-kept-1`,
  });
  expect(stage.branches.filesOf(`tutti/1/${spec}-kept-1`)['b.ts']).toBe('b');
  // Once more: over nothing, as it is now.
  stage.branches.commit(`tutti/1/${spec}-kept-1`, { 'b.ts': 'more' });
  await stage.must('work.bringBack', { work: `1/${spec}/1` });
  expect(stage.branches.filesOf(`tutti/1/${spec}-kept-1`)['b.ts']).toBe('more');
  const none = await stage.call('work.bringBack', { id: 'mgr_1_1' });
  expect(none).toMatchObject({ ok: false, error: { code: 'not_found', field: 'id' } });
  expect(await stage.call('work.bringBack', { id: spec }, stage.as('exec_1'))).toMatchObject({
    ok: false,
    error: { code: 'refused' },
  });
});

test('after its days it is dropped only where a branch has it', async () => {
  const stage = await mergeStage(1);
  leave(stage, { 'b.ts': 'b' });
  await stage.must('instances.terminate', { id: spec });
  const [one] = await kept(stage);
  for (let day = 0; day < 40; day += 1) {
    await stage.clock.advance(dayMs);
    await quiet();
  }
  expect(await kept(stage)).toHaveLength(1);
  stage.branches.move('main', one?.commit ?? '');
  await stage.clock.advance(dayMs);
  expect(await kept(stage)).toEqual([]);
  expect((await kept(stage, true))[0]?.dropped?.reason).toBe('main has it');
});

test('a host that dies before it has kept it leaves that to the next', async () => {
  const stage = await mergeStage(1);
  leave(stage, { 'b.ts': 'b' });
  const { saveWork } = stage.branches;
  Object.assign(stage.branches, { saveWork: () => new Promise<never>(() => undefined) });
  await stage.must('instances.terminate', { id: spec });
  expect(await kept(stage)).toEqual([]);
  Object.assign(stage.branches, { saveWork });
  const next = await stage.reborn();
  expect((await kept(next)).map(({ why }) => why)).toEqual(['ended']);
});

test('one that dies between the ref and the log has it found by the next, and a ref that is gone is told', async () => {
  const stage = await mergeStage(1);
  leave(stage, { 'b.ts': 'b' });
  const { saveWork } = stage.branches;
  Object.assign(stage.branches, {
    saveWork: async (of: Parameters<typeof saveWork>[0]) => {
      await saveWork(of);
      return new Promise<never>(() => undefined);
    },
  });
  await stage.must('instances.terminate', { id: spec });
  await quiet();
  Object.assign(stage.branches, { saveWork });
  const next = await stage.reborn();
  expect((await kept(next)).map(({ work: name, why }) => [name, why])).toEqual([[`1/${spec}/1`, 'found']]);
  stage.branches.delete(`refs/tutti/work/1/${spec}/1`);
  stage.branches.uncommitted.clear();
  const third = await next.reborn();
  expect(await kept(third)).toEqual([]);
  expect((await kept(third, true))[0]?.dropped?.reason).toBe('its ref is gone');
});

test('a squash keeps the branch as it stood, since the target’s history does not have it', async () => {
  const stage = await mergeStage(1);
  const tip = work(stage, spec, { 'a.ts': 'a' });
  await stage.must('merges.request', { id: spec, strategy: 'squash' });
  await quiet();
  const refs = await stage.branches.kept('refs/tutti/before-merge/');
  expect(refs.ok && refs.value).toMatchObject([{ ref: 'refs/tutti/before-merge/1/merge_1', commit: tip }]);
});

test('a restart that is overtaken by a new run starts nobody in that', async () => {
  const stage = await mergeStage(0);
  const exec = 'exec_1';
  await stage.must('instances.terminate', { id: exec });
  await quiet();
  stage.uncommitted.set(exec, 1);
  stage.branches.uncommitted.set(`/worktrees/1/${exec}`, { 'b.ts': 'b' });
  const { saveWork } = stage.branches;
  Object.assign(stage.branches, {
    saveWork: async (of: Parameters<typeof saveWork>[0]) => {
      Object.assign(stage.branches, { saveWork });
      await stage.must('runs.start', { title: 'the next' });
      return saveWork(of);
    },
  });
  expect(await stage.call('instances.restart', { id: exec })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', message: expect.stringContaining('another run has begun') },
  });
  const { run, instances } = await stage.must('view.get', {});
  expect([run?.run, Object.keys(instances)]).toEqual([2, []]);
  expect(stage.terminals.panes.size).toBe(0);
  expect((await kept(stage)).map(({ work: name }) => name)).toEqual([`1/${exec}/1`]);
});
