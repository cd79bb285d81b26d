import { expect, test } from 'vitest';
import { manager, mergeStage, setCheck, states, work } from './merge-stage.ts';

const spec = 'spec_1_1_1';

test('a host that ends after the target was moved leaves a merge that the next one finds done', async () => {
  const stage = await mergeStage(1);
  work(stage, spec, { 'a.ts': 'a' });
  const dies = new Promise<never>(() => undefined);
  const { advance } = stage.branches;
  Object.assign(stage.branches, {
    advance: async (wish: Parameters<typeof advance>[0]) => {
      await advance(wish);
      return dies;
    },
  });
  await stage.must('merges.request', { id: spec });
  expect(await states(stage)).toEqual(['merge_1 merging']);
  Object.assign(stage.branches, { advance });
  const next = await stage.reborn();
  expect(await states(next)).toEqual(['merge_1 merged']);
  // Once by each host.
  expect(next.branches.mended).toBe(2);
  expect(next.branches.filesOf(manager)['a.ts']).toBe('a');
});

test('one that ends before it was moved has it merged by the next', async () => {
  const stage = await mergeStage(1);
  work(stage, spec, { 'a.ts': 'a' });
  const { advance } = stage.branches;
  Object.assign(stage.branches, { advance: () => new Promise<never>(() => undefined) });
  await stage.must('merges.request', { id: spec });
  expect(await states(stage)).toEqual(['merge_1 merging']);
  Object.assign(stage.branches, { advance });
  const next = await stage.reborn();
  expect(await states(next)).toEqual(['merge_1 merged']);
});

test('one that ends in the middle of a check has it run again by the next', async () => {
  const stage = await mergeStage(1);
  await setCheck(stage, 'build');
  work(stage, spec, { 'a.ts': 'a', build: 'hang' });
  await stage.must('merges.request', { id: spec });
  expect(await states(stage)).toEqual(['merge_1 checking']);
  const next = await stage.reborn();
  expect(await states(next)).toEqual(['merge_1 checking']);
  const kinds = (await next.must('events.list', {})).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'merge.checking')).toHaveLength(2);
  expect(kinds).toContain('merge.requeued');
});
