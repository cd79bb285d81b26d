import type { ShownBatch, ShownItem } from '@contract/parallel.ts';
import { ok } from '@contract/result.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventAt } from '../../core/doors/fake-rooms.ts';
import { cliWorld } from './cli-world.ts';

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

const item = (task: string, more: Partial<ShownItem> = {}): ShownItem => ({
  ...{ task, title: `Title of ${task}`, status: 'ready', assignee: null, attempts: 0, retries: 0 },
  ...{ retryAt: null, remindedAt: null, outcome: null, reason: '', summary: '', commits: [] },
  ...more,
});
const done = item('task_1', {
  outcome: 'done',
  status: 'done',
  assignee: 'spec_1',
  summary: 'tests\x1b[2J pass',
});
const failed = item('task_2', { outcome: 'failed', status: 'failed', reason: 'no database', retries: 2 });

const batch = (state: ShownBatch['state'], items: ShownItem[]): ShownBatch => ({
  ...{ id: 'batch_1', by: 'person', parent: 'mgr_1', limit: 2, profile: 'claude', model: null, retries: 2 },
  ...{ patience: 30, state, reason: '', begunAt: 1, endedAt: null, items },
  counts: {
    total: items.length,
    done: items.filter(({ outcome }) => outcome === 'done').length,
    failed: items.filter(({ outcome }) => outcome === 'failed').length,
    cancelled: 0,
    running: 0,
    waiting: items.filter(({ outcome }) => outcome === null).length,
  },
});

test('tasks are run with what was asked for, and answered at once without --wait', async () => {
  const { state, calls } = await world.startHost();
  state.answer = async () => ok(batch('running', [item('task_1'), item('task_2')]));
  const options = [
    '--limit',
    '2',
    '--parent',
    'mgr_1',
    '--retries',
    '0',
    '--patience',
    '5',
    '--profile',
    'claude',
  ];
  const { code, out } = await world.tutti(['parallel', 'run', 'task_1', 'task_2', ...options]);
  expect(code).toBe(0);
  expect(calls.at(-1)).toMatchObject({
    verb: 'parallel.execute',
    input: {
      tasks: ['task_1', 'task_2'],
      limit: 2,
      parent: 'mgr_1',
      retries: 0,
      patience: 5,
      profile: 'claude',
    },
  });
  expect(out).toContain('batch_1  running  0 of 2 done, 2 waiting');
});

test('--wait ends with the batch: all done is code 0, a task that failed is 1; what agents wrote is made harmless', async () => {
  const { state, calls, streams } = await world.startHost();
  let end = batch('finished', [done]);
  let isOver = false;
  state.answer = async () => {
    const verb = calls.at(-1)?.verb;
    if (verb === 'events.list') return ok([]);
    const now = isOver ? end : batch('running', [item('task_1')]);
    return ok(verb === 'parallel.execute' ? now : [now]);
  };
  const { printed, ended } = await world.begin(['parallel', 'run', 'task_1', '--wait']);
  await expect.poll(() => printed.err).toBe('batch_1: 0 of 1 done, 0 at work\n');
  isOver = true;
  await expect.poll(() => streams.length).toBe(1);
  streams[0]?.sink.item([eventAt(2)]);
  expect(await ended).toBe(0);
  expect(printed.out).toContain('task_1  done  spec_1  Title of task_1  tests\\x1b[2J pass');
  end = batch('finished', [done, failed]);
  const other = await world.tutti(['parallel', 'status', 'batch_1', '--wait']);
  expect(other.code).toBe(1);
  expect(other.out).toContain('tried again 2 times  no database');
});

test('all batches, none, and one that is cancelled', async () => {
  const { state, calls } = await world.startHost();
  state.answer = async () => ok([]);
  expect((await world.tutti(['parallel'])).out).toContain('Nothing has been run in parallel');
  state.answer = async () => ok(batch('cancelled', [failed]));
  await world.tutti(['parallel', 'cancel', 'batch_1', '--cancel-tasks', '--reason', 'changed']);
  expect(calls.at(-1)).toMatchObject({
    verb: 'parallel.cancel',
    input: { batch: 'batch_1', running: 'cancel', reason: 'changed' },
  });
});

test.each([[['run']], [['stop', 'batch_1']], [['cancel']], [['status', 'batch_1', 'batch_2']]])(
  'parallel %j is refused, and says what there is',
  async (words) => {
    const { code, err } = await world.tutti(['parallel', ...words]);
    expect(code).toBe(1);
    expect(err).toContain('tutti parallel run TASK…');
  },
);
