import { activities, runReportSchema } from '@contract/run-reports.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyzeRun } from '../../../../src-main/core/recording/analysis/analyze-run.ts';
import { gatherRun, lifeMs } from '../../../../src-main/core/recording/analysis/gather-run.ts';
import { spreadOf } from '../../../../src-main/core/recording/analysis/message-latencies.ts';
import { areaOf } from '../../../../src-main/core/recording/analysis/parallelism.ts';
import { arbitraryLog, runsIn } from './arbitrary-runs.ts';

const eachRun = (check: (run: number, events: Parameters<typeof analyzeRun>[1], now: number) => void) =>
  fc.assert(
    fc.property(arbitraryLog, fc.integer({ min: 0, max: 900_000 }), (events, later) => {
      const now = (events.at(-1)?.at ?? 0) + later;
      for (const run of runsIn(events)) check(run, events, now);
    }),
    { numRuns: 300 },
  );

test('of any log: the report fits its schema, and reaches from the first event to the last or to now', () => {
  eachRun((run, events, now) => {
    const report = analyzeRun(run, events, now);
    expect(runReportSchema.safeParse(report).error?.issues ?? []).toEqual([]);
    const times = [...events].filter((event) => event.run === run).map(({ at }) => at);
    expect(report.begunAt).toBe(times[0]);
    expect(report.until).toBeGreaterThanOrEqual(Math.max(...times));
    if (report.endedAt === null) expect(report.until).toBe(Math.max(now, ...times));
  });
});

test('an instance’s times make up its life to the millisecond, and its spans never overlap', () => {
  eachRun((run, events, now) => {
    const facts = gatherRun(run, events, now);
    const report = analyzeRun(run, events, now);
    for (const instance of report.instances) {
      const sum = activities.reduce((total, activity) => total + instance.times[activity], 0);
      expect(sum).toBe(instance.lifeMs);
      const life = facts.lives.get(instance.id);
      if (life === undefined) throw new Error(`${instance.id} has no life`);
      let last = life.spawned.at;
      for (const { from, to } of life.spans) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        last = to;
      }
      expect(lifeMs(life)).toBe(instance.lifeMs);
      expect(last).toBeLessThanOrEqual(report.until);
    }
  });
});

test('a life without a termination is all of the time from the spawn to the end of what is reported', () => {
  eachRun((run, events, now) => {
    const report = analyzeRun(run, events, now);
    const ended = new Set(
      [...events].flatMap((event) =>
        event.run === run && event.kind === 'instance.changed' && event.data.to === 'terminated'
          ? [event.data.id]
          : [],
      ),
    );
    for (const { id, lifeMs: life, spawnedAt } of report.instances)
      if (!ended.has(id)) expect(life).toBe(report.until - spawnedAt);
  });
});

test('parallelism covers as much busy and live time as the instances have', () => {
  eachRun((run, events, now) => {
    const report = analyzeRun(run, events, now);
    const area = areaOf(report.parallelism.steps, report.until);
    const { times, lifeMs: lives } = report.totals;
    expect(area.busy).toBeCloseTo(times.busy, 3);
    expect(area.live).toBeCloseTo(lives - times.crashed, 3);
    expect(report.parallelism.meanBusy).toBeLessThanOrEqual(report.parallelism.mostBusy);
  });
});

test('the critical path is a path: each step begins where the one before ended, and it is no longer than the run', () => {
  eachRun((run, events, now) => {
    const { criticalPath, ms, begunAt, until } = analyzeRun(run, events, now);
    let at = begunAt;
    let sum = 0;
    for (const step of criticalPath.steps) {
      expect(step.from).toBe(at);
      expect(step.to).toBeGreaterThanOrEqual(step.from);
      expect(step.ms).toBeLessThanOrEqual(step.to - step.from);
      at = step.to;
      sum += step.ms;
    }
    expect(at).toBeLessThanOrEqual(until);
    expect(criticalPath.ms).toBe(sum);
    expect(criticalPath.ms).toBeLessThanOrEqual(ms);
  });
});

test('the critical path is at least as long as what any one instance has done itself since its spawn', () => {
  eachRun((run, events, now) => {
    const { criticalPath, instances } = analyzeRun(run, events, now);
    for (const { times } of instances) {
      const own = times.busy + times.starting + times.person + times.blocked + times.stalled + times.crashed;
      expect(criticalPath.ms).toBeGreaterThanOrEqual(own);
    }
  });
});

test('percentiles are times that were seen, and rise', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (times) => {
      const { count, p50, p90, p99, longest } = spreadOf(times);
      expect(count).toBe(times.length);
      if (times.length === 0) expect([p50, p90, p99, longest]).toEqual([null, null, null, null]);
      else {
        const named = [p50, p90, p99, longest].map(Number);
        expect(named).toEqual(named.toSorted((a, b) => a - b));
        for (const one of named) expect(times).toContain(one);
        expect(times.filter((time) => time <= Number(p90)).length).toBeGreaterThanOrEqual(times.length * 0.9);
      }
    }),
  );
});
