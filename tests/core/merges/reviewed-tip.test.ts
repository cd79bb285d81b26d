import { expect, test } from 'vitest';
import { mergeOf, mergeStage, setCheck, states, work } from './merge-stage.ts';

const id = 'spec_1_1_1';

test('what was approved is merged, or it is said that the branch has moved on', async () => {
  const stage = await mergeStage(1);
  const tip = work(stage, id, { 'src/a.ts': 'one\n' });
  const later = work(stage, id, { 'src/a.ts': 'two\n' });
  expect(await stage.call('merges.request', { id, tip })).toMatchObject({
    error: { code: 'wrong_state', field: 'tip' },
  });
  expect(await stage.must('merges.list', {})).toEqual([]);
  const merge = await stage.must('merges.request', { id, tip: later });
  expect(merge.reviewed).toBe(later);
  expect(await states(stage)).toEqual(['merge_1 merged']);
});

test('one that moves on in the queue fails there, and tried again goes as it stands', async () => {
  const stage = await mergeStage(2);
  await setCheck(stage, 'build', 1);
  work(stage, 'spec_1_1_2', { build: 'hang' });
  const tip = work(stage, id, { 'src/a.ts': 'one\n' });
  await stage.must('merges.request', { id: 'spec_1_1_2' });
  await stage.must('merges.request', { id, tip });
  expect(await states(stage)).toEqual(['merge_1 checking', 'merge_2 queued']);
  work(stage, id, { 'src/a.ts': 'unseen\n' });
  await stage.must('merges.cancel', { merge: 'merge_1' });
  expect(await states(stage)).toEqual(['merge_1 cancelled', 'merge_2 failed']);
  const failed = await mergeOf(stage, 'merge_2');
  expect(failed.reason).toContain('has moved on since it was approved');
  expect(failed.reviewed).toBeUndefined();
  await setCheck(stage, '');
  await stage.must('merges.retry', { merge: 'merge_2' });
  expect(await states(stage)).toEqual(['merge_1 cancelled', 'merge_2 merged']);
});
