import { expect, test } from 'vitest';
import type { Stage } from '../../support/stage.ts';
import { textsTo } from '../tasks/task-stage.ts';
import { batchOf, execute, ids, openManager, statusesOf, taken, works } from './parallel-stage.ts';

const asking = async (count: number): Promise<Stage> => {
  const stage = await openManager(count);
  await stage.must('settings.set', { approval: 'all', recovery: { restart: 'off' } });
  return stage;
};

const wishes = async (stage: Stage) => (await stage.must('approvals.list', {})).map(({ wish }) => wish);

test('the person is asked for each specialist where that is set, and a yes begins the task', async () => {
  const stage = await asking(3);
  await execute(stage, { tasks: ids(3), limit: 2 });
  const [first = '', second] = await wishes(stage);
  expect(second).toBeDefined();
  expect(statusesOf(stage)).toEqual(['ready', 'ready', 'ready']);
  await stage.must('approvals.decide', { wish: first, yes: true });
  expect(taken(stage)).toMatchObject([{ id: 'task_1', assignee: 'spec_1_1_1' }]);
  expect(await wishes(stage)).toEqual([second]);
});

test('a no fails the task with the person’s reason, without another try; also when it comes late', async () => {
  const stage = await asking(2);
  await execute(stage, { tasks: ids(2), limit: 1 });
  const [first = ''] = await wishes(stage);
  await stage.must('approvals.decide', { wish: first, yes: false, reason: 'too dear' });
  expect(await batchOf(stage)).toMatchObject({
    items: [{ outcome: 'failed', retries: 0, reason: expect.stringContaining('too dear') }, {}],
  });
  const [second = ''] = await wishes(stage);
  await stage.clock.advance(60_000);
  expect(await batchOf(stage)).toMatchObject({ state: 'running', counts: { waiting: 1 } });
  await stage.must('approvals.decide', { wish: second, yes: false, reason: 'still too dear' });
  expect(await batchOf(stage)).toMatchObject({ state: 'finished', counts: { failed: 2 } });
});

test('a wish outlives its host: nobody is asked twice, and a late yes begins the task', async () => {
  const before = await asking(1);
  await execute(before, { tasks: ids(1) });
  const stage = await before.reborn();
  const [wish = '', ...more] = await wishes(stage);
  expect(more).toEqual([]);
  await stage.must('approvals.decide', { wish, yes: true });
  await works(stage, 'spec_1_1_1');
  expect(await batchOf(stage)).toMatchObject({ state: 'finished', counts: { done: 1 } });
});

test('a program that can’t be started is tried again, at most as often as was said', async () => {
  const stage = await openManager(1);
  stage.terminals.refuseOpen = 'no such program';
  await execute(stage, { tasks: ids(1), retries: 1 });
  expect(await batchOf(stage)).toMatchObject({ items: [{ retries: 1 }] });
  await stage.clock.advance(5000);
  expect(await batchOf(stage)).toMatchObject({
    state: 'finished',
    items: [{ outcome: 'failed', retries: 1, reason: expect.stringContaining('no such program') }],
  });
  expect(textsTo(stage, 'mgr_1_1')).toHaveLength(2);
});

test('the batch of a terminated manager is cancelled', async () => {
  const stage = await openManager(2);
  await execute(stage, { tasks: ids(2), limit: 1 });
  await stage.must('instances.terminate', { id: 'mgr_1_1' });
  expect(await batchOf(stage)).toMatchObject({ state: 'cancelled', reason: 'mgr_1_1 was terminated' });
  expect(taken(stage)).toEqual([]);
});

test('what can’t be run is refused whole, and the field named', async () => {
  const stage = await openManager(3);
  await stage.must('tasks.update', { task: 'task_2', dependencies: ['task_1'] });
  const attempt = (tasks: string[], more: object = {}, by = 'mgr_1_1') =>
    stage.call('parallel.execute', { tasks, ...more }, stage.as(by));
  expect(await attempt(['task_3', 'task_3'])).toMatchObject({
    error: { code: 'bad_input', field: 'tasks.1' },
  });
  expect(await attempt(['task_9'])).toMatchObject({ error: { code: 'not_found', field: 'tasks.0' } });
  expect(await attempt(['task_3', 'task_2'])).toMatchObject({
    error: {
      code: 'wrong_state',
      field: 'tasks.1',
      message: 'task_2 depends on task_1, which nobody is at work on',
    },
  });
  expect(await attempt(['task_3'], { profile: 'none' })).toMatchObject({
    error: { code: 'profile_unknown' },
  });
  expect(await attempt(['task_3'], { parent: 'mgr_1_9' })).toMatchObject({
    error: { code: 'not_found', field: 'parent' },
  });
  expect(await attempt(['task_3'], { parent: 'exec_1' })).toMatchObject({ error: { code: 'refused' } });
  expect(await stage.call('parallel.execute', { tasks: ['task_3'] })).toMatchObject({
    error: { code: 'bad_input', field: 'profile' },
  });
  await execute(stage, { tasks: ['task_3'] });
  expect(await attempt(['task_3'])).toMatchObject({ error: { code: 'wrong_state', field: 'tasks.0' } });
  expect(await attempt(['task_1'], {}, 'spec_1_1_1')).toMatchObject({ error: { code: 'refused' } });
  expect(stage.store.view().batches).toHaveLength(1);
});

test('a batch is shown to whoever began it, and to those above', async () => {
  const stage = await openManager(1);
  await stage.must('instances.spawn', { profile: 'prompt', role: 'manager', parent: 'exec_1' });
  await execute(stage, { tasks: ids(1) });
  const status = (by: string) => stage.call('parallel.status', {}, stage.as(by));
  expect(await status('exec_1')).toMatchObject({ value: [{ id: 'batch_1' }] });
  expect(await status('mgr_1_2')).toMatchObject({ value: [] });
  expect(await stage.call('parallel.cancel', { batch: 'batch_1' }, stage.as('mgr_1_2'))).toMatchObject({
    error: { code: 'refused', field: 'batch' },
  });
});
