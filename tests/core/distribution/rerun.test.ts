import { expect, test } from 'vitest';
import { openStage, type Stage } from '../../support/stage.ts';

/** A run from a template whose first task is done, and that has ended. */
const endedRun = async (): Promise<{ stage: Stage; doneAt: number }> => {
  const stage = await openStage();
  await stage.must('runs.launch', {
    ...{ goal: 'a shop for bicycles', profile: 'hooked', template: 'web-application' },
    variables: { database: 'SQLite' },
  });
  await stage.must('tasks.complete', { task: 'task_1', summary: 'It is done.' });
  const doneAt = stage.store.view().seq;
  await stage.must('tasks.cancel', { task: 'task_8', reason: 'not wanted' });
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  return { stage, doneAt };
};

test('all of a run’s plan is begun once more, but for what was called off', async () => {
  const { stage } = await endedRun();
  const before = stage.store.events({ after: 0, run: 1, limit: 500, newest: false });
  const remaining = await stage.must('runs.remaining', { run: 1 });
  expect(remaining).toMatchObject({ run: 1, at: null, done: 0, profiles: { executive: 'hooked' } });
  expect(remaining.parts).toEqual(['database', 'backend', 'frontend']);
  expect(remaining.tasks.map(({ task }) => task)).not.toContain('task_8');
  const { run, executive, parts, tasks } = await stage.must('runs.rerun', { run: 1 });
  expect({ run: run.run, parts, tasks }).toEqual({ run: 2, parts: 3, tasks: 7 });
  expect(run.title).toBe('a shop for bicycles (from run 1)');
  expect(executive).toMatchObject({ id: 'exec_1', branch: 'tutti/2/exec_1', profile: 'hooked' });
  const made = await stage.must('tasks.list', {});
  expect(made.every(({ state, assignee }) => state === 'open' && assignee === null)).toBe(true);
  expect(stage.store.events({ after: 0, run: 1, limit: 500, newest: false })).toEqual(before);
});

test('from a moment what was not done by then is done, and the executive is told what was', async () => {
  const { stage, doneAt } = await endedRun();
  const at = await stage.must('runs.remaining', { run: 1, seq: doneAt });
  expect(at.done).toBe(1);
  expect(at.tasks.map(({ task }) => task)).toEqual([
    'task_2',
    'task_3',
    'task_4',
    'task_5',
    'task_6',
    'task_7',
    'task_8',
  ]);
  const { executive, tasks } = await stage.must('runs.rerun', { run: 1, seq: doneAt, title: 'The rest' });
  expect(tasks).toBe(7);
  expect(executive.task).toContain('Done there, and not to be done again:\n- task_1: ');
  expect(executive.task).toContain('tutti/1/');
  const made = await stage.must('tasks.list', {});
  // What waited for the task that was done waits no longer.
  expect(made[0]).toMatchObject({ id: 'task_1', dependencies: [], status: 'ready' });
  expect(stage.store.view().run?.title).toBe('The rest');
});

test('a moment before it began, an unknown run and living instances are refused with the field', async () => {
  const { stage } = await endedRun();
  expect(await stage.call('runs.remaining', { run: 1, at: 1 })).toMatchObject({
    ok: false,
    error: { code: 'bad_input', field: 'at' },
  });
  expect(await stage.call('runs.rerun', { run: 9 })).toMatchObject({
    ok: false,
    error: { code: 'not_found', field: 'run' },
  });
  await stage.must('runs.rerun', { run: 1 });
  expect(await stage.call('runs.rerun', { run: 1 })).toMatchObject({ ok: false });
  expect(stage.store.view().run?.run).toBe(2);
});

test('a run without a plan is begun again with its goal', async () => {
  const stage = await openStage();
  await stage.must('runs.launch', { goal: 'make it fast', profile: 'hooked' });
  await stage.must('instances.terminate', { id: 'exec_1' });
  await stage.must('runs.end', {});
  const { executive, tasks } = await stage.must('runs.rerun', { run: 1 });
  expect(tasks).toBe(0);
  expect(executive.task).toContain('make it fast');
});
