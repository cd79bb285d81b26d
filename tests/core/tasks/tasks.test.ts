import { expect, test } from 'vitest';
import { accepts, create, openTeam, statuses, textsTo } from './task-stage.ts';

test('several tasks are made at once, and name each other by their references', async () => {
  const stage = await openTeam();
  const made = await create(
    stage,
    'mgr_1_1',
    { title: 'tests', dependencies: ['code'], files: ['./tests/'] },
    { ref: 'code', title: 'code', files: ['src//a.ts'], estimate: 30, priority: 'high' },
  );
  expect(made).toMatchObject([
    { id: 'task_1', status: 'planned', dependencies: ['task_2'], waitsFor: ['task_2'], files: ['tests'] },
    { id: 'task_2', status: 'ready', createdBy: 'mgr_1_1', files: ['src/a.ts'], attempts: 0, estimate: 30 },
  ]);
  const more = await create(stage, 'exec_1', { title: 'docs', dependencies: ['task_1'] });
  expect(more).toMatchObject([{ id: 'task_3', dependencies: ['task_1'] }]);
});

test('a mistake in one task makes none of them, and names its field', async () => {
  const stage = await openTeam();
  const attempt = (...tasks: object[]) =>
    stage.call('tasks.create', { tasks: tasks as [] }, stage.as('mgr_1_1'));
  expect(await attempt({ title: 'a' }, { title: 'b', dependencies: ['nothing'] })).toMatchObject({
    error: { code: 'bad_input', field: 'tasks.1.dependencies.0', message: 'there is no task nothing' },
  });
  expect(await attempt({ ref: 'x', title: 'a' }, { ref: 'x', title: 'b' })).toMatchObject({
    error: { code: 'bad_input', field: 'tasks.1.ref' },
  });
  expect(await attempt({ title: 'a', part: 'api' })).toMatchObject({
    error: { code: 'bad_input', field: 'tasks.0.part' },
  });
  expect(
    await attempt(
      { ref: 'x', title: 'a', dependencies: ['y'] },
      { ref: 'y', title: 'b', dependencies: ['z'] },
      { ref: 'z', title: 'c', dependencies: ['x'] },
    ),
  ).toMatchObject({
    error: { code: 'bad_input', message: 'these tasks wait for each other in a circle: x -> y -> z -> x' },
  });
  expect(await statuses(stage)).toEqual([]);
});

test('a task can’t come to wait for itself later', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { ref: 'a', title: 'a' }, { title: 'b', dependencies: ['a'] });
  const refused = await stage.call(
    'tasks.update',
    { task: 'task_1', dependencies: ['task_2'] },
    stage.as('mgr_1_1'),
  );
  expect(refused).toMatchObject({
    error: {
      code: 'bad_input',
      field: 'dependencies',
      message: expect.stringContaining('task_1 -> task_2 -> task_1'),
    },
  });
});

test('a specialist takes the most urgent that is ready, the oldest first, and one at a time', async () => {
  const stage = await openTeam();
  await create(
    stage,
    'mgr_1_1',
    { title: 'low', priority: 'low' },
    { ref: 'first', title: 'first' },
    { title: 'second' },
    { title: 'urgent, later', priority: 'urgent', dependencies: ['first'] },
  );
  const spec = stage.as('spec_1_1_1');
  const claimed = await stage.must('tasks.claim', {}, spec);
  expect(claimed).toMatchObject({ id: 'task_2', status: 'running', assignee: 'spec_1_1_1', attempts: 1 });
  expect(await stage.call('tasks.claim', {}, spec)).toMatchObject({
    error: { code: 'wrong_state', message: 'you have task_2 (running): one at a time' },
  });
  await stage.must('tasks.complete', { task: 'task_2', summary: 'done' }, spec);
  expect(await stage.must('tasks.claim', {}, spec)).toMatchObject({ id: 'task_4' });
});

test('of fifty who want the same task one gets it, and each other is told who has it', async () => {
  const stage = await openTeam();
  await stage.must('settings.set', { limits: { childrenEach: 60 } });
  const wanting: string[] = [];
  for (let at = 0; at < 50; at++) {
    const input = { profile: 'hooked', role: 'specialist', parent: 'mgr_1_1', confirm: false } as const;
    wanting.push((await stage.must('instances.spawn', input)).id);
  }
  await create(stage, 'mgr_1_1', { title: 'the only one' });
  const answers = await Promise.all(
    wanting.map((id) => stage.project.call(stage.as(id), 'tasks.claim', { task: 'task_1' })),
  );
  const won = answers.flatMap((answer) => (answer.ok ? [answer.value.assignee] : []));
  expect(won).toHaveLength(1);
  const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.message]));
  expect(new Set(refusals)).toEqual(new Set([`task_1 is running (${won[0]} has it)`]));
  expect(refusals).toHaveLength(49);
  const events = stage.store.events({ after: 0, limit: 5000, newest: false, kinds: ['task.assigned'] });
  expect(events).toHaveLength(1);
});

test('an assigned task comes as a message in the same append, and runs once that is accepted', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', {
    title: 'parser',
    instructions: 'Write it.',
    files: ['src/p.ts'],
    priority: 'high',
  });
  const input = { task: 'task_1', to: 'spec_1_1_1', note: 'mind the tabs' };
  const assigned = await stage.must('tasks.assign', input, stage.as('mgr_1_1'));
  expect(assigned).toMatchObject({ assignee: 'spec_1_1_1', attempts: 1, message: 'msg_1' });
  const [text] = textsTo(stage, 'spec_1_1_1');
  expect(text).toMatch(
    /^task_1 is yours: parser\n\nPriority: high\nFiles you may change: src\/p.ts\n\nWrite it.\n\nNote: mind the tabs\n\nWhen it is done/,
  );
  const log = stage.store.events({ after: 0, limit: 5000, newest: false });
  const told = log.findIndex(({ kind }) => kind === 'message.stored');
  expect(log.slice(told, told + 2).map(({ kind }) => kind)).toEqual(['message.stored', 'task.assigned']);

  await accepts(stage, 'spec_1_1_1', 'msg_1');
  expect(await statuses(stage)).toEqual(['running']);
  const started = stage.store.events({ after: 0, limit: 5000, newest: false, kinds: ['task.started'] });
  expect(started).toMatchObject([{ actor: { kind: 'tutti' }, cause: expect.any(Number) }]);
});

test('whoever has two tasks begins the second when the first is finished', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' }, { title: 'b' });
  for (const task of ['task_1', 'task_2'])
    await stage.must('tasks.assign', { task, to: 'spec_1_1_1' }, stage.as('mgr_1_1'));
  await accepts(stage, 'spec_1_1_1', 'msg_1');
  expect(await statuses(stage)).toEqual(['running', 'assigned']);
  await accepts(stage, 'spec_1_1_1', 'msg_2');
  expect(await statuses(stage)).toEqual(['running', 'assigned']);
  await stage.must('tasks.complete', { task: 'task_1', summary: 'a is there' }, stage.as('spec_1_1_1'));
  expect(await statuses(stage)).toEqual(['done', 'running']);
});

test('evidence: commits look like commits and are there', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  const spec = stage.as('spec_1_1_1');
  await stage.must('tasks.claim', {}, spec);
  await expect(
    stage.call('tasks.complete', { task: 'task_1', summary: 's', commits: ['main'] }, spec),
  ).rejects.toThrow(/7 digits/);
  const missing = await stage.call(
    'tasks.complete',
    { task: 'task_1', summary: 's', commits: ['00000001'] },
    spec,
  );
  expect(missing).toMatchObject({ error: { code: 'bad_input', field: 'commits.0' } });
  const done = await stage.must(
    'tasks.complete',
    {
      task: 'task_1',
      summary: 'it works',
      commits: ['ABCDEF12'],
      tests: [{ command: 'npm test', outcome: 'passed' }],
    },
    spec,
  );
  expect(done).toMatchObject({
    status: 'done',
    result: { summary: 'it works', commits: ['abcdef12'], tests: [{ outcome: 'passed' }] },
  });
});

test('whoever answers for tasks that have become ready is told', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { ref: 'a', title: 'a' }, { title: 'b', dependencies: ['a'] });
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  await stage.must('tasks.complete', { task: 'task_1', summary: 's' }, stage.as('spec_1_1_1'));
  expect(textsTo(stage, 'mgr_1_1')).toEqual([
    'task_1 (a) is done. Ready now: task_2 (b). Nobody has them yet.',
  ]);
});

test('what waits for a failed or cancelled task stays planned, and says for which', async () => {
  const stage = await openTeam();
  await create(
    stage,
    'mgr_1_1',
    { ref: 'a', title: 'a' },
    { ref: 'b', title: 'b' },
    { title: 'c', dependencies: ['a', 'b'] },
  );
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  const noReason = await stage.call(
    'tasks.update',
    { task: 'task_1', state: 'failed' },
    stage.as('spec_1_1_1'),
  );
  expect(noReason).toMatchObject({ error: { code: 'bad_input', field: 'reason' } });
  const failed = { task: 'task_1', state: 'failed', reason: 'no database' } as const;
  await stage.must('tasks.update', failed, stage.as('spec_1_1_1'));
  await stage.must('tasks.cancel', { task: 'task_2' }, stage.as('mgr_1_1'));
  const [third] = await stage.must('tasks.list', { tasks: ['task_3'] });
  expect(third).toMatchObject({
    status: 'planned',
    stuckOn: ['task_1', 'task_2'],
    reason: 'it can’t be begun: task_1 failed, task_2 was cancelled',
  });
  expect(textsTo(stage, 'mgr_1_1')[0]).toContain('task_1 (a) failed in attempt 1: no database');
  expect(textsTo(stage, 'mgr_1_1')[0]).toContain('waited for by task_3');
  const refused = await stage.call('tasks.assign', { task: 'task_3', to: 'spec_1_1_2' }, stage.as('mgr_1_1'));
  expect(refused).toMatchObject({
    error: { code: 'wrong_state', message: expect.stringContaining('task_1, task_2 failed') },
  });

  // Tried again, by another.
  await stage.must('tasks.assign', { task: 'task_1', to: 'spec_1_1_2' }, stage.as('mgr_1_1'));
  const [first] = await stage.must('tasks.list', { tasks: ['task_1'] });
  expect(first).toMatchObject({ status: 'assigned', assignee: 'spec_1_1_2', attempts: 2 });
});

test('a result is accepted, or goes back with a comment as one more attempt', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  const [spec, manager] = [stage.as('spec_1_1_1'), stage.as('mgr_1_1')];
  await stage.must('tasks.claim', {}, spec);
  await stage.must('tasks.complete', { task: 'task_1', summary: 's' }, spec);
  expect(await stage.call('tasks.review', { task: 'task_1', accept: false }, manager)).toMatchObject({
    error: { code: 'bad_input', field: 'comment' },
  });
  const back = { task: 'task_1', accept: false, comment: 'the clock is not tested' };
  expect(await stage.must('tasks.review', back, manager)).toMatchObject({
    status: 'assigned',
    attempts: 2,
    result: null,
    reason: 'the clock is not tested',
  });
  expect(textsTo(stage, 'spec_1_1_1')[0]).toContain(
    'comes back to you, attempt 2:\n\nthe clock is not tested',
  );
  await stage.must('tasks.complete', { task: 'task_1', summary: 'tested' }, spec);
  expect(
    await stage.must('tasks.review', { task: 'task_1', accept: true, comment: 'good' }, manager),
  ).toMatchObject({
    status: 'done',
    accepted: { by: 'mgr_1_1', comment: 'good' },
  });
});

test('nobody reviews its own work', async () => {
  const stage = await openTeam();
  await create(stage, 'exec_1', { title: 'a' });
  await stage.must('tasks.assign', { task: 'task_1', to: 'mgr_1_1' }, stage.as('exec_1'));
  await stage.must('tasks.complete', { task: 'task_1', summary: 's' }, stage.as('mgr_1_1'));
  const own = await stage.call('tasks.review', { task: 'task_1', accept: true }, stage.as('mgr_1_1'));
  expect(own).toMatchObject({ error: { code: 'refused', message: 'task_1 is your own work' } });
});

test('the tasks of a terminated instance are open again, with their attempts', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  await stage.must('instances.terminate', { id: 'spec_1_1_1' });
  const [task] = await stage.must('tasks.list', {});
  expect(task).toMatchObject({
    status: 'ready',
    assignee: null,
    attempts: 1,
    reason: 'spec_1_1_1 was terminated',
  });
});

test('a task whose message never arrives is open again, and says why', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  await stage.must('tasks.assign', { task: 'task_1', to: 'spec_1_1_1' }, stage.as('mgr_1_1'));
  await stage.clock.advance(60_000);
  const [task] = await stage.must('tasks.list', {});
  expect(task).toMatchObject({ status: 'ready', assignee: null, attempts: 1 });
  expect(task?.reason).toMatch(/^spec_1_1_1 could not be told: pasted and submitted 3 times/);
});

test('a crashed instance keeps its task', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  stage.terminals.exit('spec_1_1_1', 1);
  await stage.clock.advance(1000);
  expect((await stage.must('view.get', {})).instances.spec_1_1_1?.state).toBe('crashed');
  expect(await statuses(stage)).toEqual(['running']);
});

test('a host that was killed before it could tell finds what became of its tasks', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' }, { title: 'b' });
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  await stage.must('tasks.assign', { task: 'task_2', to: 'spec_1_1_2' }, stage.as('mgr_1_1'));
  const actor = { kind: 'tutti' } as const;
  const tail = { actor, run: 1, cause: null };
  stage.store.commit([
    {
      kind: 'instance.changed',
      data: { id: 'spec_1_1_1', from: 'ready', to: 'terminated', witness: 'person', reason: 'ended' },
      ...tail,
    },
    {
      kind: 'message.accepted',
      data: { message: 'msg_1', to: 'spec_1_1_2', witness: 'tool', how: 'read' },
      ...tail,
    },
  ]);
  const again = await stage.reborn();
  expect(await statuses(again)).toEqual(['ready', 'running']);
  const before = (await again.must('view.get', {})).tasks;
  expect((await (await again.reborn()).must('view.get', {})).tasks).toEqual(before);
});

test('an instance that says it is done while its task runs is named with it', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' });
  await stage.must('tasks.claim', {}, stage.as('spec_1_1_1'));
  const input = { summary: 'all committed', done: true };
  const reported = await stage.must('instances.reportProgress', input, stage.as('spec_1_1_1'));
  expect(reported).toMatchObject({ state: 'done', reason: 'all committed (task_1 is still running)' });
  expect(await statuses(stage)).toEqual(['running']);
});

test('who has a task is told of what changes in it, and that it is taken away', async () => {
  const stage = await openTeam();
  await create(stage, 'mgr_1_1', { title: 'a' }, { title: 'b' });
  await stage.must('tasks.assign', { task: 'task_1', to: 'spec_1_1_1' }, stage.as('mgr_1_1'));
  await stage.must('tasks.update', { task: 'task_1', instructions: 'Otherwise.' }, stage.as('mgr_1_1'));
  await stage.must('tasks.update', { task: 'task_1', estimate: 5 }, stage.as('mgr_1_1'));
  await stage.must('tasks.update', { task: 'task_1', state: 'open', reason: 'first b' }, stage.as('mgr_1_1'));
  await stage.must('tasks.assign', { task: 'task_2', to: 'spec_1_1_1' }, stage.as('mgr_1_1'));
  await stage.must('tasks.cancel', { task: 'task_2', reason: 'not needed' }, stage.as('mgr_1_1'));
  expect(textsTo(stage, 'spec_1_1_1').map((text) => text.split('\n')[0])).toEqual([
    'task_1 is yours: a',
    'task_1 has changed; it is now: a',
    'task_1 (a) is taken back: first b. Stop working on it; what you have committed stays.',
    'task_2 is yours: b',
    'task_2 (b) is cancelled: not needed. Stop working on it; what you have committed stays.',
  ]);
  expect(await statuses(stage)).toEqual(['ready', 'cancelled']);
});
