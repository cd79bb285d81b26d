import { expect, test } from 'vitest';
import { textsTo } from '../tasks/task-stage.ts';
import {
  batchOf,
  begins,
  countLive,
  execute,
  fails,
  ids,
  openManager,
  statusesOf,
  taken,
  works,
} from './parallel-stage.ts';

test('10 tasks on a limit of 3: three at a time, all done, results in the order they were named', async () => {
  const stage = await openManager(10);
  const most = countLive(stage);
  const named = ids(10).reverse();
  const begun = await execute(stage, { tasks: named, limit: 3 });
  expect(begun).toMatchObject({ id: 'batch_1', state: 'running', limit: 3, counts: { total: 10 } });
  let turn = 0;
  for (; taken(stage).length > 0; turn += 1) {
    const working = taken(stage);
    const one = working[turn % working.length];
    await works(stage, one?.assignee ?? '');
  }
  expect(turn).toBe(10);
  expect(most).toEqual({ tasks: 3, specialists: 3 });
  const batch = await batchOf(stage);
  expect(batch).toMatchObject({ state: 'finished', counts: { done: 10, running: 0, waiting: 0 } });
  expect(batch.items.map(({ task }) => task)).toEqual(named);
  const told = textsTo(stage, 'mgr_1_1').at(-1) ?? '';
  expect(told).toMatch(
    /^batch_1 has finished: 10 of 10 done\.\ntask_10 \(part 10\): done, spec_1_1_\d: spec_1_1_\d did it\ntask_9/,
  );
});

test('a failing task is tried again after 5 and 20 seconds, then reported; the others are done', async () => {
  const stage = await openManager(2);
  await execute(stage, { tasks: ids(2), limit: 1 });
  await fails(stage, 'spec_1_1_1', 'the tests time out');
  expect(await batchOf(stage)).toMatchObject({ items: [{ retries: 1, reason: 'the tests time out' }, {}] });
  // While it waits, the next takes its turn.
  await works(stage, 'spec_1_1_1');
  expect(taken(stage)).toEqual([]);
  await stage.clock.advance(4999);
  expect(taken(stage)).toEqual([]);
  await stage.clock.advance(1);
  expect(taken(stage)).toMatchObject([{ id: 'task_1', attempts: 2 }]);
  expect(textsTo(stage, 'spec_1_1_1').at(-1)).toContain('The attempt before failed: the tests time out');
  await fails(stage, 'spec_1_1_1', 'they time out again');
  await stage.clock.advance(19_999);
  expect(taken(stage)).toEqual([]);
  await stage.clock.advance(1);
  await fails(stage, 'spec_1_1_1', 'and again');
  await stage.clock.advance(600_000);
  expect(await batchOf(stage)).toMatchObject({
    state: 'finished',
    items: [{ outcome: 'failed', attempts: 3, reason: 'and again' }, { outcome: 'done' }],
  });
  expect(textsTo(stage, 'mgr_1_1')).toEqual([
    'task_1 (part 1) of batch_1 failed after 3 tries, and is not tried again: and again\nThe others go on.',
    expect.stringContaining('batch_1 has finished: 1 of 2 done, 1 failed.'),
  ]);
});

test('a refused spawn fails its task at once, with the reason and without another try', async () => {
  const stage = await openManager(2);
  await stage.must('settings.set', { limits: { specialists: 1 } });
  await execute(stage, { tasks: ids(2), limit: 2 });
  expect(await batchOf(stage)).toMatchObject({
    items: [
      { outcome: null, status: 'assigned' },
      { outcome: 'failed', retries: 0, status: 'failed', reason: expect.stringContaining('the limit is 1') },
    ],
  });
  await works(stage, 'spec_1_1_1');
  expect(await batchOf(stage)).toMatchObject({ state: 'finished', counts: { done: 1, failed: 1 } });
});

test('dependencies come first, and what meets in files never runs together', async () => {
  const stage = await openManager(0);
  await stage.must(
    'tasks.create',
    {
      tasks: [
        { title: 'a', ref: 'a', files: ['src/a'] },
        { title: 'b', files: ['src/a/b.ts'] },
        { title: 'c', files: ['src/c'], dependencies: ['a'] },
        { title: 'd', files: ['src/d'] },
      ],
    },
    stage.as('mgr_1_1'),
  );
  await execute(stage, { tasks: ids(4), limit: 4 });
  expect(statusesOf(stage)).toEqual(['assigned', 'ready', 'planned', 'assigned']);
  await works(stage, 'spec_1_1_1');
  expect(statusesOf(stage)).toEqual(['done', 'assigned', 'assigned', 'assigned']);
});

test('what depends on a task that failed for good is not begun, and said so', async () => {
  const stage = await openManager(0);
  const tasks = [
    { title: 'a', ref: 'a' },
    { title: 'b', dependencies: ['a'] },
  ];
  await stage.must('tasks.create', { tasks }, stage.as('mgr_1_1'));
  await execute(stage, { tasks: ids(2), retries: 0 });
  await fails(stage, 'spec_1_1_1', 'no');
  expect(await batchOf(stage)).toMatchObject({
    state: 'finished',
    items: [{ outcome: 'failed' }, { outcome: 'failed', reason: 'it can’t be begun: task_1 failed' }],
  });
});

test('a ready child without a task is given one before anybody is spawned', async () => {
  const stage = await openManager(2);
  await stage.must('instances.spawn', { profile: 'prompt', role: 'specialist', parent: 'mgr_1_1' });
  await execute(stage, { tasks: ids(2), limit: 2 });
  expect(taken(stage).map(({ assignee }) => assignee)).toEqual(['spec_1_1_1', 'spec_1_1_2']);
});

test('a terminated specialist’s task is tried again by another', async () => {
  const stage = await openManager(1);
  await execute(stage, { tasks: ids(1) });
  await stage.must('instances.terminate', { id: 'spec_1_1_1' });
  expect(await batchOf(stage)).toMatchObject({
    items: [{ retries: 1, reason: 'spec_1_1_1 was terminated' }],
  });
  await stage.clock.advance(5000);
  await works(stage, 'spec_1_1_2');
  expect(await batchOf(stage)).toMatchObject({ state: 'finished', counts: { done: 1 } });
});

test('a crash beyond recovery is a failure; one that is started again keeps its task', async () => {
  const lost = await openManager(1);
  await execute(lost, { tasks: ids(1) });
  lost.terminals.exit('spec_1_1_1', 1, null);
  await lost.clock.advance(0);
  expect(await batchOf(lost)).toMatchObject({ items: [{ retries: 1, status: 'failed' }] });
  const kept = await openManager(1, true);
  await execute(kept, { tasks: ids(1) });
  await begins(kept, 'spec_1_1_1');
  kept.terminals.exit('spec_1_1_1', 1, null);
  await kept.clock.advance(0);
  expect(await batchOf(kept)).toMatchObject({ items: [{ retries: 0, assignee: 'spec_1_1_1' }] });
});

test('who shows no life is asked once, then its task is given to another and it lives on', async () => {
  const stage = await openManager(1);
  await execute(stage, { tasks: ids(1), patience: 10, limit: 1 });
  await begins(stage, 'spec_1_1_1');
  await stage.clock.advance(9 * 60_000);
  await stage.must('instances.reportProgress', { summary: 'half of it' }, stage.as('spec_1_1_1'));
  await stage.clock.advance(9 * 60_000);
  expect(textsTo(stage, 'spec_1_1_1')).toHaveLength(1);
  await stage.clock.advance(60_000);
  expect(textsTo(stage, 'spec_1_1_1').at(-1)).toContain('nothing has been seen of you for 10 min');
  await stage.clock.advance(10 * 60_000 + 5000);
  expect(textsTo(stage, 'spec_1_1_1').filter((text) => text.includes('nothing has been seen'))).toHaveLength(
    1,
  );
  const batch = await batchOf(stage);
  expect(batch).toMatchObject({ items: [{ retries: 1, assignee: 'spec_1_1_2' }] });
  expect(batch.items[0]?.reason).toContain('no sign of life for 10 min');
  expect(stage.store.view().instances.spec_1_1_1?.state).not.toBe('terminated');
});

test('a host that was killed in the middle is followed by one that goes on', async () => {
  const before = await openManager(5);
  await execute(before, { tasks: ids(5), limit: 2 });
  await works(before, 'spec_1_1_1');
  await fails(before, 'spec_1_1_2', 'once');
  const stage = await before.reborn();
  const most = countLive(stage);
  expect(await batchOf(stage)).toMatchObject({ state: 'running', counts: { done: 1, running: 2 } });
  for (let turn = 0; turn < 3; turn += 1) await works(stage, taken(stage)[0]?.assignee ?? '');
  await stage.clock.advance(5000);
  await works(stage, taken(stage)[0]?.assignee ?? '');
  expect(await batchOf(stage)).toMatchObject({ state: 'finished', counts: { done: 5 } });
  expect(most).toEqual({ tasks: 2, specialists: 2 });
  expect(textsTo(stage, 'mgr_1_1').filter((text) => text.includes('has finished'))).toHaveLength(1);
});

test('cancelled: nothing more is begun, and what runs goes on or is cancelled too', async () => {
  const stage = await openManager(4);
  await execute(stage, { tasks: ids(2), limit: 1 });
  await execute(stage, { tasks: ['task_3', 'task_4'], limit: 1 });
  const kept = await stage.must(
    'parallel.cancel',
    { batch: 'batch_1', reason: 'not now' },
    stage.as('mgr_1_1'),
  );
  expect(kept).toMatchObject({
    state: 'cancelled',
    counts: { cancelled: 2 },
    items: [{ status: 'assigned' }, { status: 'ready' }],
  });
  await works(stage, 'spec_1_1_1');
  expect(statusesOf(stage)).toEqual(['done', 'ready', 'assigned', 'ready']);
  await stage.must('parallel.cancel', { batch: 'batch_2', running: 'cancel' });
  expect(statusesOf(stage)).toEqual(['done', 'ready', 'cancelled', 'ready']);
  expect(textsTo(stage, 'mgr_1_1')).toEqual([
    'batch_2 was cancelled by the person. Nothing more is begun for it.',
  ]);
  expect(await stage.call('parallel.cancel', { batch: 'batch_9' })).toMatchObject({
    error: { code: 'not_found', field: 'batch' },
  });
});
