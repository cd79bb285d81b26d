import { expect, test } from 'vitest';
import { settle } from '../../support/manual-clock.ts';
import { conflictStage, manager, mergeOf, states } from './merge-stage.ts';

const merge = 'merge_2';
const both = ['a.ts', 'b.ts'].map((path) => ({ path, how: 'text' as const, text: 'both' }));

test('a text that was made before the target moved is not put over what came since', async () => {
  const stage = await conflictStage();
  await stage.must('merges.conflict', { merge });
  stage.branches.commit(manager, { 'a.ts': 'one, and more' });
  const late = { merge, files: both, finish: true };
  for (let tries = 0; tries < 2; tries += 1)
    expect(await stage.call('merges.resolve', late)).toMatchObject({
      ok: false,
      error: { code: 'wrong_state', field: 'files', message: expect.stringContaining('moved on') },
    });
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('one, and more');
  const { files } = await stage.must('merges.conflict', { merge });
  expect(files[0]?.ours.text).toBe('one, and more');
  await stage.must('merges.resolve', late);
  expect(await states(stage)).toContain('merge_2 merged');
});

test('one side as a whole can be taken unseen: it is the one that is there', async () => {
  const stage = await conflictStage();
  await stage.must('merges.conflict', { merge });
  stage.branches.commit(manager, { 'a.ts': 'one, and more' });
  const files = ['a.ts', 'b.ts'].map((path) => ({ path, how: 'ours' as const }));
  await stage.must('merges.resolve', { merge, files, finish: true });
  expect(await states(stage)).toContain('merge_2 merged');
  expect(stage.branches.filesOf(manager)['a.ts']).toBe('one, and more');
});

test('many who show, resolve and finish the same at once come to one end', async () => {
  const stage = await conflictStage();
  const calls = Array.from({ length: 30 }, (_, at) =>
    at % 3 === 0
      ? stage.call('merges.conflict', { merge })
      : stage.call('merges.resolve', { merge, files: both, finish: at % 3 === 1 }),
  );
  const answers = await Promise.all(calls);
  for (const answer of answers)
    if (!answer.ok) expect(answer.error).toMatchObject({ code: 'wrong_state', field: 'merge' });
  expect(await states(stage)).toContain('merge_2 merged');
  const told = await stage.must('events.list', { kinds: ['merge.resolved'] });
  expect(told).toHaveLength(1);
  expect(stage.branches.scratchWorktrees.openPurposes).not.toContain('resolve-1-merge_2');
});

test('what is called off and asked for again keeps where it is resolved', async () => {
  const stage = await conflictStage();
  await stage.must('merges.conflict', { merge });
  const { scratches } = stage.branches;
  // The clearing away has looked, and is slow to go on.
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  Object.assign(stage.branches, {
    scratches: async () => {
      const there = await scratches();
      await held;
      return there;
    },
  });
  await stage.must('merges.cancel', { merge });
  await stage.must('merges.retry', { merge });
  expect(await states(stage)).toContain('merge_2 conflicted');
  const half = { path: 'a.ts', how: 'text' as const, text: '<<<<<<< ours\nhalf\n' };
  await stage.must('merges.resolve', { merge, files: [half] });
  goOn();
  await settle();
  const { files } = await stage.must('merges.conflict', { merge });
  expect(files[0]?.result.text).toBe(half.text);
});

test('fifty who hand a conflict back at once make one task, and one resolver', async () => {
  const stage = await conflictStage();
  const { settings } = await stage.must('view.get', {});
  await stage.must('settings.set', { ...settings, merging: { ...settings.merging, resolver: 'hooked' } });
  for (const to of ['owner', 'resolver'] as const) {
    const calls = Array.from({ length: 50 }, () => stage.must('merges.handBack', { merge, to }));
    const given = await Promise.all(calls);
    expect(new Set(given.map(({ task }) => task)).size).toBe(1);
    expect(new Set(given.map(({ to: whom }) => whom)).size).toBe(1);
  }
  const { instances } = await stage.must('view.get', {});
  expect(Object.keys(instances)).toContain('spec_1_1_3');
  expect(Object.keys(instances)).not.toContain('spec_1_1_4');
});

test('a conflict that is over while it is being handed back is nobody’s task', async () => {
  const stage = await conflictStage();
  const { diffFiles } = stage.branches;
  let asked = 0;
  Object.assign(stage.branches, {
    diffFiles: async (...of: Parameters<typeof diffFiles>) => {
      asked += 1;
      if (asked === 1) await stage.must('merges.cancel', { merge });
      return diffFiles(...of);
    },
  });
  expect(await stage.call('merges.handBack', { merge })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', field: 'merge' },
  });
  expect(await stage.must('tasks.list', {})).toEqual([]);
  expect(await mergeOf(stage, merge)).toMatchObject({ state: 'cancelled', handed: null });
});
