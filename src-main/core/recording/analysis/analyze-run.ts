import type { TuttiEvent } from '@contract/events.ts';
import type { RunLine, RunReport, RunTotals } from '@contract/run-reports.ts';
import { pathInParts } from './critical-path.ts';
import { gatherRun } from './gather-run.ts';
import { allAtOnce, type InParts } from './in-parts.ts';
import { messageLatencies } from './message-latencies.ts';
import { parallelismOf } from './parallelism.ts';
import type { RunFacts } from './run-facts.ts';
import { addTimes, reportInstance, usedOf } from './time-by-state.ts';
import { lockWaits, personWaits, reportMerge, reportTask } from './waits.ts';

const countOf = <T>(all: Iterable<T>, is: (one: T) => boolean): number => {
  let count = 0;
  for (const one of all) if (is(one)) count += 1;
  return count;
};

const sumOf = <T>(all: Iterable<T>, of: (one: T) => number): number => {
  let sum = 0;
  for (const one of all) sum += of(one);
  return sum;
};

const tasksIn = ({ tasks }: RunFacts): RunTotals['tasks'] => {
  const of = (state: string): number => countOf(tasks.values(), (task) => task.state === state);
  const ended = { done: of('done'), failed: of('failed'), cancelled: of('cancelled') };
  return {
    total: tasks.size,
    ...ended,
    open: tasks.size - ended.done - ended.failed - ended.cancelled,
  };
};

const totalsOf = (facts: RunFacts, instances: RunReport['instances']): RunTotals => {
  const messages = [...facts.messages.values()];
  const merges = [...facts.merges.values()];
  const lives = [...facts.lives.values()];
  const ended = (how: string): number => countOf(messages, ({ end }) => end === how);
  return {
    events: facts.events,
    instances: instances.length,
    lifeMs: sumOf(instances, ({ lifeMs }) => lifeMs),
    times: addTimes(instances.map(({ times }) => times)),
    tasks: tasksIn(facts),
    messages: {
      stored: messages.length,
      accepted: ended('accepted'),
      failed: ended('failed'),
      expired: ended('expired'),
    },
    merges: {
      asked: merges.length,
      merged: countOf(merges, ({ state }) => state === 'merged'),
      failed: countOf(merges, ({ state }) => state === 'failed'),
      open: countOf(merges, ({ endedAt }) => endedAt === null),
    },
    crashes: sumOf(lives, ({ crashes }) => crashes),
    restarts: sumOf(lives, ({ launches }) => Math.max(0, launches - 1)),
    retries: sumOf(facts.tasks.values(), ({ attempts }) => Math.max(0, attempts.length - 1)),
    redeliveries: sumOf(messages, ({ attempts }) => Math.max(0, attempts - 1)),
    refusals: facts.refusals,
    blockers: sumOf(lives, ({ blockers }) => blockers),
    used: usedOf(lives.flatMap(({ used }) => [...used.values()])),
  };
};

/** The whole report on a run that has been put together; see `inParts`. */
export function* reportInParts(facts: RunFacts): InParts<RunReport> {
  const path = yield* pathInParts(facts);
  yield;
  const instances = [...facts.lives.values()].map(reportInstance);
  return {
    run: facts.run,
    title: facts.title,
    begunAt: facts.begun.at,
    endedAt: facts.endedAt,
    until: facts.until,
    ms: facts.until - facts.begun.at,
    totals: totalsOf(facts, instances),
    instances,
    parallelism: parallelismOf(facts),
    criticalPath: path,
    messages: messageLatencies(facts.messages.values()),
    tasks: [...facts.tasks.values()].map((task) => reportTask(task, facts.until)),
    merges: [...facts.merges.values()].map((merge) => reportMerge(merge, facts.until)),
    lockWaits: lockWaits(facts),
    personWaits: personWaits(facts.personWaits, facts.until),
  };
}

/** A run's line in a list of runs. */
export const lineOfRun = (facts: RunFacts): RunLine => {
  const { total, done, failed } = tasksIn(facts);
  return {
    run: facts.run,
    title: facts.title,
    begunAt: facts.begun.at,
    endedAt: facts.endedAt,
    ms: facts.until - facts.begun.at,
    instances: facts.lives.size,
    tasks: { total, done, failed },
    merged: countOf(facts.merges.values(), ({ state }) => state === 'merged'),
  };
};

/** A run's report from its events, in their order. `now`: up to when, where the run goes on. */
export const analyzeRun = (run: number, events: Iterable<TuttiEvent>, now: number): RunReport =>
  allAtOnce(reportInParts(gatherRun(run, events, now)));
