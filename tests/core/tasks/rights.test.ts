import type { VerbInput } from '@contract/verbs.ts';
import { expect, test } from 'vitest';
import { create, openTeam } from './task-stage.ts';

const idsOf = (tasks: readonly { id: string }[]): string[] => tasks.map(({ id }) => id);

test('an executive sees all tasks, a manager those of its subtree, a specialist its own and what its parent gives away', async () => {
  const stage = await openTeam();
  await create(stage, 'exec_1', { title: 'of the executive' });
  await create(stage, 'mgr_1_1', { title: 'of the first' }, { title: 'taken' });
  await create(stage, 'mgr_1_2', { title: 'of the second' });
  await stage.must('tasks.create', { tasks: [{ title: 'of the person' }] });
  await stage.must('tasks.claim', { task: 'task_3' }, stage.as('spec_1_1_2'));
  const seenBy = async (id: string) => idsOf(await stage.must('tasks.list', {}, stage.as(id)));
  expect(await seenBy('exec_1')).toEqual(['task_1', 'task_2', 'task_3', 'task_4', 'task_5']);
  // What nobody has yet of the executive's, either of its managers may take.
  expect(await seenBy('mgr_1_1')).toEqual(['task_1', 'task_2', 'task_3']);
  expect(await seenBy('spec_1_1_1')).toEqual(['task_2']);
  expect(await seenBy('spec_1_1_2')).toEqual(['task_2', 'task_3']);
  expect(await seenBy('spec_1_2_1')).toEqual(['task_4']);
});

test('what is not yours is refused, and the refusal is in the log', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  const spec = stage.as('spec_1_1_1');
  const refusals = [
    await stage.call('tasks.create', { tasks: [{ title: 'b' }] }, spec),
    await stage.call('tasks.cancel', { task: 'task_1' }, spec),
    await stage.call('tasks.assign', { task: 'task_1', to: 'spec_1_1_2' }, spec),
    await stage.call('plan.make', { goal: 'g', parts: [{ name: 'p' }] }, stage.as('mgr_1_1')),
    await stage.call('tasks.claim', { task: 'task_1' }, stage.as('spec_1_2_1')),
    await stage.call('tasks.cancel', { task: 'task_1' }, stage.as('mgr_1_2')),
    await stage.call('tasks.complete', { task: 'task_1', summary: 's' }, spec),
    await stage.call('tasks.update', { task: 'task_1', title: 'mine' }, spec),
    await stage.call('tasks.assign', { task: 'task_1', to: 'spec_1_2_1' }, stage.as('mgr_1_1')),
    await stage.call('tasks.claim', {}),
  ];
  expect(refusals.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(
    refusals.map(() => 'refused'),
  );
  const log = stage.store.events({ after: 0, limit: 500, newest: false, kinds: ['call.refused'] });
  expect(log).toHaveLength(refusals.length);
});

test('its assignee says that a task runs, fails or is given back, and nothing else of it', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  const spec = stage.as('spec_1_1_1');
  await stage.must('tasks.claim', {}, spec);
  expect(await stage.call('tasks.update', { task: 'task_1', priority: 'urgent' }, spec)).toMatchObject({
    error: { code: 'refused', field: 'priority' },
  });
  expect(await stage.must('tasks.update', { task: 'task_1', state: 'open' }, spec)).toMatchObject({
    status: 'ready',
    assignee: null,
    attempts: 1,
  });
});

test('a list by a name that nobody has says so, instead of being empty', async () => {
  const stage = await openTeam();
  const list = (input: VerbInput<'tasks.list'>) => stage.call('tasks.list', input, stage.as('exec_1'));
  expect(await list({ tasks: ['task_99'] })).toMatchObject({
    error: { code: 'not_found', field: 'tasks.0' },
  });
  expect(await list({ part: 'nowhere' })).toMatchObject({ error: { code: 'not_found', field: 'part' } });
  expect(await list({ assignee: 'spec_9_9_9' })).toMatchObject({
    error: { code: 'not_found', field: 'assignee' },
  });
  expect(await list({ assignee: 'spec_1_1_1' })).toEqual({ ok: true, value: [] });
});

test('a task that does not exist, and one of an earlier run, are unknown', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.start', { title: 'next' });
  for (const task of ['task_1', 'task_77']) {
    expect(await stage.call('tasks.cancel', { task })).toMatchObject({
      error: { code: 'not_found', field: 'task' },
    });
  }
  expect(await stage.must('tasks.create', { tasks: [{ title: 'b' }] })).toMatchObject([
    { id: 'task_1', run: 2 },
  ]);
});
