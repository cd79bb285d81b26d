import { describe, expect, it } from 'vitest';
import { analyzeRun } from '../../../../src-main/core/recording/analysis/analyze-run.ts';
import { handedOver, SmallRun } from './small-run.ts';

const seconds = (ms: number): number => ms / 1000;

describe('a run in which work is handed over', () => {
  const small = handedOver();
  const report = analyzeRun(1, small.events, small.now + 60_000);

  it('ends with the run, whatever the time is now', () => {
    expect(seconds(report.ms)).toBe(80);
    expect(report.endedAt).toBe(report.until);
  });

  it('tells what each one’s time went to', () => {
    const [exec, first, second] = report.instances;
    expect(exec?.times).toMatchObject({ busy: 18_000, message: 62_000, idle: 0 });
    expect(first?.times).toMatchObject({ starting: 5000, busy: 30_000, done: 35_000 });
    expect(second?.times).toMatchObject({ starting: 5000, lock: 30_000, busy: 25_000, done: 10_000 });
    expect(report.parallelism).toMatchObject({ mostBusy: 1, mostLive: 3 });
  });

  it('finds the chain that it took so long for', () => {
    const named = report.criticalPath.steps
      .filter(({ from, to }) => to > from)
      .map(({ kind, name, ms }) => [kind, name, seconds(ms)]);
    expect(named).toEqual([
      ['instance', 'exec_1', 10],
      ['instance', 'spec_1_1', 35],
      ['instance', 'spec_1_2', 25],
      ['message', 'msg_1', 2],
      ['instance', 'exec_1', 8],
    ]);
    expect(seconds(report.criticalPath.ms)).toBe(80);
    const handed = report.criticalPath.steps.filter(({ kind }) => kind === 'lock' || kind === 'task');
    expect(handed.map(({ name }) => name)).toEqual(['lock_2']);
    expect(report.criticalPath.steps.flatMap(({ tasks = [] }) => tasks)).toEqual(['task_1', 'task_2']);
  });

  it('tells of messages, tasks and waits', () => {
    expect(report.messages).toMatchObject({
      begun: { count: 1, p50: 1000 },
      accepted: { p99: 2000, longest: 2000 },
      read: { count: 0, p50: null },
    });
    expect(report.tasks).toMatchObject([
      { task: 'task_1', attempts: 1, workedMs: 30_000, waitedMs: 15_000 },
      { task: 'task_2', attempts: 1, workedMs: 25_000, waitedMs: 45_000 },
    ]);
    expect(report.lockWaits).toMatchObject([{ lock: 'lock_2', ms: 30_000, outcome: 'granted' }]);
    expect(report.totals).toMatchObject({ tasks: { total: 2, done: 2, open: 0 }, retries: 0, used: null });
  });
});

it('a run that goes on is reported up to now: what lasts is counted as far as it has come', () => {
  const run = new SmallRun();
  run.spawn('exec_1', null);
  run.at = 5;
  run.move('exec_1', 'waiting', { question: { text: 'May I?', choices: [] } });
  const report = analyzeRun(1, run.events, run.now + 7000);
  expect(report).toMatchObject({ endedAt: null, ms: 12_000 });
  expect(report.instances[0]?.times).toMatchObject({ starting: 5000, person: 7000 });
  expect(report.personWaits).toEqual([
    { id: 'exec_1', since: run.now, ms: 7000, question: 'May I?', answeredBy: null },
  ]);
});

it('counts crashes, restarts and attempts; time between a termination and a restart is nobody’s', () => {
  const run = new SmallRun();
  run.spawn('exec_1', null);
  run.move('exec_1', 'busy');
  run.at = 4;
  run.move('exec_1', 'crashed');
  run.at = 6;
  run.move('exec_1', 'starting');
  run.add('instance.launched', { id: 'exec_1', incarnation: 2, pid: 2, startTime: '2', pane: '%2' });
  run.move('exec_1', 'busy');
  run.task(1, 'parser');
  run.give('task_1', 'exec_1');
  run.add('task.failed', { task: 'task_1', assignee: 'exec_1', reason: 'no' }, { by: 'exec_1' });
  run.give('task_1', 'exec_1', 2);
  run.at = 8;
  run.move('exec_1', 'terminated');
  run.at = 20;
  run.move('exec_1', 'starting');
  const { totals, instances } = analyzeRun(1, run.events, run.now + 1000);
  expect(totals).toMatchObject({ crashes: 1, restarts: 1, retries: 1, tasks: { failed: 0, open: 1 } });
  expect(instances[0]).toMatchObject({ lifeMs: 9000, times: { busy: 6000, crashed: 2000, starting: 1000 } });
});

it('tells a merge’s times by what they went to', () => {
  const run = new SmallRun();
  run.spawn('exec_1', null);
  const of = { merge: 'merge_1', id: null };
  const hash = 'a'.repeat(40);
  run.add('merge.queued', { ...of, source: 'a', target: 'main', strategy: 'merge', message: '' });
  run.at = 3;
  run.add('merge.checking', { ...of, tip: hash, onto: hash, command: 'npm test' });
  run.at = 10;
  run.add('merge.failed', { ...of, reason: 'red', check: null });
  run.at = 12;
  run.add('merge.requeued', { ...of, reason: 'again' });
  run.at = 14;
  run.add('merge.merged', { ...of, commit: hash });
  expect(analyzeRun(1, run.events, run.now).merges).toEqual([
    {
      merge: 'merge_1',
      source: 'a',
      target: 'main',
      state: 'merged',
      ms: 14_000,
      waitedMs: 5000,
      checkedMs: 7000,
      conflictedMs: 0,
      checks: 1,
      requeued: 1,
    },
  ]);
});
