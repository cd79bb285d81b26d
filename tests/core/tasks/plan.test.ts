import { expect, test } from 'vitest';
import { hooked, openStage } from '../../support/stage.ts';
import { create, openTeam } from './task-stage.ts';

const goal = 'a shop';
const parts = [
  { name: 'api', files: ['src/api'] },
  { name: 'window', dependencies: ['api'] },
];

test('an executive has a plan before it spawns; the person is free', async () => {
  const stage = await openStage([hooked]);
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  const input = { profile: 'hooked', role: 'manager' } as const;
  const early = await stage.call('instances.spawn', input, stage.as('exec_1'));
  expect(early).toMatchObject({
    error: { code: 'refused', remedy: 'Call planProject with the goal and its parts, then spawn again.' },
  });
  await stage.must('instances.spawn', { ...input, parent: 'exec_1' });
  await stage.must('plan.make', { goal, parts }, stage.as('exec_1'));
  const led = await stage.must('instances.spawn', { ...input, part: 'api' }, stage.as('exec_1'));
  expect(led.id).toBe('mgr_1_2');
  expect((await stage.must('plan.get', {}))?.parts).toMatchObject([
    { name: 'api', manager: 'mgr_1_2' },
    { manager: null },
  ]);
  const unknown = await stage.call('instances.spawn', { ...input, part: 'docs' }, stage.as('exec_1'));
  expect(unknown).toMatchObject({
    error: { code: 'not_found', field: 'part', remedy: 'Name one of: api, window.' },
  });
});

test('a setting lets an executive spawn without a plan', async () => {
  const stage = await openStage([hooked]);
  await stage.must('settings.set', { coordination: { planBeforeSpawn: false } });
  await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
  await stage.must('instances.spawn', { profile: 'hooked', role: 'manager' }, stage.as('exec_1'));
});

test('settings that an older Tutti wrote have the defaults of what came later', async () => {
  const stage = await openStage([hooked]);
  const settings = { limits: { executives: 2 }, scrollback: 700 } as never;
  stage.store.commit([
    { kind: 'settings.changed', data: { settings }, actor: { kind: 'tutti' }, run: null, cause: null },
  ]);
  const again = await stage.reborn();
  expect((await again.must('view.get', {})).settings).toMatchObject({
    limits: { executives: 2 },
    scrollback: 700,
    coordination: { planBeforeSpawn: true },
  });
});

test.each([
  [[{ name: 'a' }, { name: 'a' }], 'parts.1.name', 'two parts are named a'],
  [
    [{ name: 'a', dependencies: ['b'] }],
    'parts.0.dependencies.0',
    'a waits for b, which is no part of this plan',
  ],
  [
    [
      { name: 'a', dependencies: ['b'] },
      { name: 'b', dependencies: ['a'] },
    ],
    'parts',
    'these parts wait for each other in a circle: a -> b -> a',
  ],
  [[{ name: 'a', manager: 'mgr_9_9' }], 'parts.0.manager', 'no instance mgr_9_9'],
])('a plan with a mistake is refused: %j', async (wrong, field, message) => {
  const stage = await openTeam();
  const refused = await stage.call('plan.make', { goal, parts: wrong }, stage.as('exec_1'));
  expect(refused).toMatchObject({ ok: false, error: { field, message } });
  expect(await stage.must('plan.get', {})).toBeNull();
});

test('a plan is made anew: managers and what is complete stay, the version counts, the log has both', async () => {
  const stage = await openTeam();
  await stage.must('plan.make', { goal, parts }, stage.as('exec_1'));
  await stage.must('plan.staff', { part: 'api', manager: 'mgr_1_1' }, stage.as('exec_1'));
  await stage.must('plan.complete', { part: 'api', summary: 'merged' }, stage.as('mgr_1_1'));
  const anew = await stage.must(
    'plan.make',
    { goal: 'a bigger shop', parts: [...parts, { name: 'docs' }] },
    stage.as('exec_1'),
  );
  expect(anew).toMatchObject({
    goal: 'a bigger shop',
    version: 2,
    parts: [
      { manager: 'mgr_1_1', completed: { summary: 'merged', by: 'mgr_1_1' } },
      { name: 'window' },
      { name: 'docs' },
    ],
  });
  expect(stage.store.events({ after: 0, limit: 500, newest: false, kinds: ['plan.made'] })).toHaveLength(2);
});

test('a part is complete when its tasks are, and by whoever leads it', async () => {
  const stage = await openTeam();
  await stage.must('plan.make', { goal, parts: [{ name: 'api', manager: 'mgr_1_1' }] }, stage.as('exec_1'));
  await create(
    stage,
    'exec_1',
    { title: 'a', part: 'api' },
    { title: 'b', part: 'api' },
    { title: 'elsewhere' },
  );
  const done = { part: 'api', summary: 'all of it' };
  expect(await stage.call('plan.complete', done, stage.as('mgr_1_2'))).toMatchObject({
    error: { code: 'refused', message: 'api is not yours (mgr_1_1 leads it)' },
  });
  expect(await stage.call('plan.complete', done, stage.as('mgr_1_1'))).toMatchObject({
    error: { code: 'wrong_state', message: '2 of its tasks are not done: task_1 (open), task_2 (open)' },
  });
  // Tasks of a part are its manager's to lead and its specialists' to take.
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  await stage.must('tasks.complete', { task: 'task_1', summary: 's' }, stage.as('spec_1_1_1'));
  expect(await stage.must('plan.get', {})).toMatchObject({
    parts: [{ progress: { total: 2, done: 1, percent: 50 } }],
    progress: { total: 3, done: 1, percent: 33 },
  });
  await stage.must('tasks.cancel', { task: 'task_2' }, stage.as('mgr_1_1'));
  expect(await stage.must('plan.complete', done, stage.as('mgr_1_1'))).toMatchObject({
    parts: [{ completed: { summary: 'all of it' }, progress: { total: 1, cancelled: 1, percent: 100 } }],
  });
});

test('a part with unfinished tasks can’t vanish from the plan', async () => {
  const stage = await openTeam();
  await stage.must('plan.make', { goal, parts }, stage.as('exec_1'));
  await create(stage, 'exec_1', { title: 'a', part: 'window' });
  const anew = await stage.call('plan.make', { goal, parts: [{ name: 'api' }] }, stage.as('exec_1'));
  expect(anew).toMatchObject({
    error: {
      code: 'wrong_state',
      message: 'the part window would be gone, and has unfinished tasks: task_1',
    },
  });
});
