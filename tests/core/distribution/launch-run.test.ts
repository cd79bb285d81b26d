import { expect, test } from 'vitest';
import { hooked, openStage, type Stage } from '../../support/stage.ts';

const kindsOf = (stage: Stage): string[] =>
  stage.store.events({ after: 0, limit: 500, newest: false }).map(({ kind }) => kind);
const launchedOn = async (stage: Stage, more: object = {}) =>
  stage.must('runs.launch', { goal: 'a shop for bicycles', profile: 'hooked', ...more });

test('without a template: a run and one executive, which has the goal as its task', async () => {
  const stage = await openStage();
  const { run, executive, parts, tasks } = await launchedOn(stage);
  expect({ run: run.run, title: run.title, parts, tasks }).toEqual({
    run: 1,
    title: 'a shop for bicycles',
    parts: 0,
    tasks: 0,
  });
  expect(executive).toMatchObject({ id: 'exec_1', role: 'executive', parent: null, run: 1 });
  expect(executive.task).toContain('a shop for bicycles');
  expect(await stage.must('plan.get', {})).toBeNull();
});

test('with a template: plan, tasks and executive are written in one transaction', async () => {
  const stage = await openStage();
  const { executive, parts, tasks } = await launchedOn(stage, {
    template: 'web-application',
    variables: { database: 'SQLite' },
    profiles: { specialist: 'hooked' },
  });
  expect({ parts, tasks }).toEqual({ parts: 3, tasks: 8 });
  const plan = await stage.must('plan.get', {});
  expect(plan?.goal).toContain('with SQLite: a shop for bicycles');
  expect(plan?.parts.map(({ name, dependencies }) => [name, dependencies])).toEqual([
    ['database', []],
    ['backend', ['database']],
    ['frontend', ['database']],
  ]);
  const all = await stage.must('tasks.list', {});
  expect(all.map(({ id, status, part }) => [id, status, part]).slice(0, 3)).toEqual([
    ['task_1', 'ready', 'database'],
    ['task_2', 'planned', 'database'],
    ['task_3', 'planned', 'backend'],
  ]);
  expect(all[3]).toMatchObject({
    title: 'The server',
    dependencies: ['task_3', 'task_2'],
    createdBy: 'person',
  });
  expect(all[1]?.instructions).toContain('real SQLite');
  expect(all[1]?.instructions).toContain('- `npm test`');
  expect(executive.task).toContain('**backend** (3 tasks)');
  expect(executive.task).toContain('After: database');
  expect(executive.task).toContain('specialists with `hooked`');
  const kinds = kindsOf(stage);
  const from = kinds.indexOf('run.started');
  expect(kinds.slice(from, from + 11)).toEqual([
    'run.started',
    'plan.made',
    ...Array.from({ length: 8 }, () => 'task.created'),
    'instance.spawned',
  ]);
});

test('the executive may spawn at once, a manager leads the tasks of its part, and sees no other', async () => {
  const stage = await openStage();
  await launchedOn(stage, { template: 'api-service' });
  const manager = await stage.must(
    'instances.spawn',
    { profile: 'hooked', role: 'manager', task: 'the tests', part: 'tests' },
    stage.as('exec_1'),
  );
  const seen = await stage.must('tasks.list', {}, stage.as(manager.id));
  expect(seen.map(({ part }) => part)).toEqual(['tests', 'tests']);
});

test('what a host that was killed had launched is there for the next', async () => {
  const stage = await openStage();
  await launchedOn(stage, { template: 'api-service' });
  const again = await stage.reborn();
  const view = await again.must('view.get', {});
  expect([view.tasks.length, view.plan?.parts.length, Object.keys(view.instances)]).toEqual([
    6,
    3,
    ['exec_1'],
  ]);
});

test('the run before ends when the next begins, and nothing of it is left in the view', async () => {
  const stage = await openStage();
  await launchedOn(stage, { template: 'api-service' });
  expect(await stage.call('runs.launch', { goal: 'b', profile: 'hooked' })).toMatchObject({
    error: { code: 'wrong_state' },
  });
  await stage.must('instances.terminate', { id: 'exec_1' });
  const { run, executive } = await launchedOn(stage, { goal: 'b' });
  expect([run.run, executive.id]).toEqual([2, 'exec_1']);
  const view = await stage.must('view.get', {});
  expect([view.tasks, view.plan, Object.keys(view.instances)]).toEqual([[], null, ['exec_1']]);
  expect((await stage.must('runs.list', {})).map(({ endedAt }) => endedAt === null).sort()).toEqual([
    false,
    true,
  ]);
});

test.each([
  ['no such template', { template: 'rocket' }, 'not_found', 'template'],
  ['no such profile', { profile: 'nobody' }, 'profile_unknown', 'profiles.executive'],
  ['no such profile of managers', { profiles: { manager: 'nobody' } }, 'profile_unknown', 'profiles.manager'],
  ['no profile at all', { profile: undefined }, 'bad_input', 'profile'],
  [
    'a variable that is not asked',
    { template: 'api-service', variables: { colour: 'red' } },
    'bad_input',
    'variables.colour',
  ],
  ['a variable without a template', { variables: { colour: 'red' } }, 'bad_input', 'variables.colour'],
  [
    'an answer that is none of the choices',
    { template: 'api-service', variables: { style: 'SOAP' } },
    'bad_input',
    'variables.style',
  ],
  ['a question without an answer', { template: 'data-pipeline' }, 'bad_input', 'variables.source'],
  ['a mode that there is not', { permissions: 'all' }, 'bad_input', 'permissions'],
])('%s: refused with its field, and nothing is written', async (_, more, code, field) => {
  const stage = await openStage();
  const before = kindsOf(stage);
  const answer = await stage.call('runs.launch', { goal: 'g', profile: 'hooked', ...more });
  expect(answer).toMatchObject({ error: { code, field } });
  expect(kindsOf(stage)).toEqual(before);
});

test('an instance can’t launch a run', async () => {
  const stage = await openStage();
  await launchedOn(stage);
  const answer = await stage.call('runs.launch', { goal: 'g', profile: 'hooked' }, stage.as('exec_1'));
  expect(answer).toMatchObject({ error: { code: 'refused' } });
});

test('a program that can’t be started: the run has ended with the reason, and what was set is as before', async () => {
  const stage = await openStage();
  stage.terminals.refuseOpen = 'no such program';
  const before = await stage.must('view.get', {});
  const answer = await stage.call('runs.launch', {
    goal: 'g',
    profile: 'hooked',
    template: 'api-service',
    approval: 'all',
    limits: { managers: 3 },
    budget: { run: { tokens: 5 } },
  });
  expect(answer).toMatchObject({ error: { code: 'cannot_start' } });
  const after = await stage.must('view.get', {});
  expect(after.run?.endedAt).not.toBeNull();
  expect(Object.values(after.instances).map(({ state }) => state)).toEqual(['terminated']);
  expect([after.settings, after.budgets]).toEqual([before.settings, before.budgets]);
  const [ended] = stage.store.events({ after: 0, limit: 1, newest: true, kinds: ['run.ended'] });
  expect(ended?.data).toMatchObject({ reason: expect.stringContaining('could not be started') });
  // Nothing stands in the way of the next.
  stage.terminals.refuseOpen = null;
  expect((await launchedOn(stage)).run.run).toBe(2);
});

test('what the person says of limits, budget and approval holds from then on', async () => {
  const stage = await openStage([hooked]);
  await launchedOn(stage, {
    approval: 'managers',
    limits: { managers: 3 },
    budget: { run: { tokens: 500 } },
  });
  const { settings, budgets } = await stage.must('view.get', {});
  expect([settings.approval, settings.limits.managers, budgets.run.tokens]).toEqual(['managers', 3, 500]);
});

test('of two that are launched at once one begins', async () => {
  const stage = await openStage();
  const answers = await Promise.all(
    ['a', 'b'].map((goal) => stage.call('runs.launch', { goal, profile: 'hooked' })),
  );
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(kindsOf(stage).filter((kind) => kind === 'run.started')).toHaveLength(1);
});
