import type { TuttiEvent } from '@contract/events.ts';
import { describe, expect, it } from 'vitest';
import type { EventQuery } from '../../../src-main/core/ports/store.ts';
import { RunReader } from '../../../src-main/core/recording/read-run.ts';
import { openStage } from '../../support/stage.ts';
import { SmallRun } from './analysis/small-run.ts';

/** A log in memory, and a clock that goes on by so much at each look. */
const logOf = (events: readonly TuttiEvent[], runs: readonly number[], msALook: number) => {
  const queries: EventQuery[] = [];
  let time = 0;
  let pauses = 0;
  return {
    queries,
    pauses: () => pauses,
    store: {
      runs: () => runs.map((run) => ({ run, title: '', startedAt: 0, endedAt: null })),
      events: (query: EventQuery) => {
        queries.push(query);
        const found = events.filter(({ seq, run }) => seq > query.after && run === query.run);
        return (query.newest ? found.toReversed() : found).slice(0, query.limit);
      },
    },
    clock: {
      now: () => {
        time += msALook;
        return time;
      },
      after: (_ms: number, run: () => void) => {
        pauses += 1;
        queueMicrotask(run);
        return () => undefined;
      },
    },
  };
};

const longRun = (): SmallRun => {
  const run = new SmallRun(2, 'long');
  run.spawn('exec_1', null);
  while (run.events.length < 2500) run.move('exec_1', 'busy');
  return run;
};

describe('a long log', () => {
  it('is read in pages, and others have their turn between them', async () => {
    const log = logOf(longRun().events, [2], 20);
    const reader = new RunReader(log);
    const run = reader.pick(undefined);
    if (!run.ok) throw new Error(run.error.message);
    expect((await reader.gather(run.value)).events).toBe(2500);
    expect(log.queries.every(({ limit }) => limit <= 1000)).toBe(true);
    expect(log.pauses()).toBe(2);
  });

  it('is not held up where the pages take no time', async () => {
    const log = logOf(longRun().events, [2], 0);
    let taken = 0;
    await new RunReader(log).read(2, () => {
      taken += 1;
    });
    expect([taken, log.pauses()]).toEqual([2500, 0]);
  });
});

it('a run that another followed without its end is told up to its last event', async () => {
  const small = new SmallRun(1, 'left');
  small.spawn('exec_1', null);
  small.at = 30;
  small.move('exec_1', 'busy');
  const log = logOf(small.events, [1, 2], 1_000_000_000);
  const reader = new RunReader(log);
  const run = reader.pick(1);
  if (!run.ok) throw new Error(run.error.message);
  const facts = await reader.gather(run.value);
  expect(facts.until - facts.begun.at).toBe(30_000);
});

describe('the rooms', () => {
  it('list runs and analyze one of them, the last where none is named', async () => {
    const stage = await openStage();
    expect(await stage.call('runs.analyze', {})).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await stage.must('runs.overview', {})).toEqual([]);
    await stage.must('runs.start', { title: 'first' });
    await stage.must('runs.start', { title: 'second' });
    await stage.must('tasks.create', { tasks: [{ title: 'parser' }] });
    expect(await stage.must('runs.overview', {})).toMatchObject([
      { run: 2, title: 'second', endedAt: null, tasks: { total: 1, done: 0 } },
      { run: 1, title: 'first', endedAt: expect.any(Number), tasks: { total: 0 } },
    ]);
    expect(await stage.must('runs.analyze', {})).toMatchObject({ run: 2, tasks: [{ task: 'task_1' }] });
    expect(await stage.must('runs.analyze', { run: 1 })).toMatchObject({ run: 1, tasks: [] });
    expect(await stage.call('runs.analyze', { run: 9 })).toMatchObject({
      ok: false,
      error: { code: 'not_found', field: 'run' },
    });
  });
});

describe('why something failed', () => {
  it('is asked by the person, and within its part by a manager', async () => {
    const stage = await openStage();
    await stage.must('instances.spawn', { profile: 'hooked', role: 'executive', confirm: false });
    await stage.must('instances.spawn', {
      profile: 'hooked',
      role: 'manager',
      parent: 'exec_1',
      confirm: false,
    });
    await stage.must('tasks.create', { tasks: [{ title: 'parser' }] });
    await stage.must('tasks.assign', { task: 'task_1', to: 'mgr_1_1' });
    await stage.must('tasks.update', { task: 'task_1', state: 'failed', reason: 'no grammar' });
    const told = await stage.must('runs.why', { task: 'task_1' }, stage.as('mgr_1_1'));
    expect(told.failures).toMatchObject([{ name: 'task_1', reason: 'no grammar' }]);
    expect(await stage.must('runs.why', {})).toMatchObject({
      subject: 'run 1',
      failures: [{ name: 'task_1' }],
    });
    const refused = { ok: false, error: { code: 'refused' } };
    expect(await stage.call('runs.why', {}, stage.as('mgr_1_1'))).toMatchObject(refused);
    expect(await stage.call('runs.why', { instance: 'exec_1' }, stage.as('mgr_1_1'))).toMatchObject(refused);
    const two = { task: 'task_1', instance: 'exec_1' };
    expect(await stage.call('runs.why', two)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });
});
