import type { LockWait, MergeReport, PersonWait, TaskReport } from '@contract/run-reports.ts';
import type { LockFacts, MergeFacts, PersonWaitFacts, RunFacts, TaskFacts } from './run-facts.ts';

const outcomeOf = ({ granted, end }: LockFacts): LockWait['outcome'] => {
  if (granted !== null) return 'granted';
  return end === null || end === 'released' ? 'waiting' : end;
};

/** Each wait for a lock, the longest first. */
export const lockWaits = ({ locks, until }: Pick<RunFacts, 'locks' | 'until'>): LockWait[] =>
  [...locks.values()]
    .flatMap((lock): LockWait[] => {
      if (lock.queued === null) return [];
      const end = lock.granted?.at ?? lock.endedAt ?? until;
      const { id, holder, paths, queued } = lock;
      return [
        {
          lock: id,
          holder,
          paths: [...paths],
          since: queued.at,
          ms: end - queued.at,
          outcome: outcomeOf(lock),
        },
      ];
    })
    .sort((a, b) => b.ms - a.ms);

/** Each wait for a person, the longest first. */
export const personWaits = (waits: readonly PersonWaitFacts[], until: number): PersonWait[] =>
  waits
    .map(({ id, since, question, endedAt, answeredBy }) => ({
      id,
      since,
      ms: (endedAt ?? until) - since,
      question,
      answeredBy,
    }))
    .sort((a, b) => b.ms - a.ms);

export const reportTask = (task: TaskFacts, until: number): TaskReport => {
  const begun = task.attempts.find(({ started }) => started !== null)?.started ?? null;
  const worked = task.attempts.reduce(
    (sum, { started, ended }) => (started === null ? sum : sum + ((ended?.at ?? until) - started.at)),
    0,
  );
  return {
    task: task.id,
    title: task.title,
    state: task.state,
    assignee: task.attempts.at(-1)?.assignee ?? null,
    attempts: task.attempts.length,
    madeAt: task.made.at,
    begunAt: begun?.at ?? null,
    endedAt: task.ended?.at ?? null,
    workedMs: worked,
    waitedMs: (begun?.at ?? task.ended?.at ?? until) - task.made.at,
  };
};

export const reportMerge = (merge: MergeFacts, until: number): MergeReport => {
  const end = merge.endedAt ?? until;
  const spent = (...states: readonly MergeFacts['state'][]): number =>
    merge.states.reduce((sum, { state, from }, at) => {
      const to = Math.min(merge.states[at + 1]?.from ?? end, end);
      return states.includes(state) ? sum + Math.max(0, to - from) : sum;
    }, 0);
  return {
    merge: merge.id,
    source: merge.source,
    target: merge.target,
    state: merge.state,
    ms: end - merge.queued.at,
    waitedMs: spent('queued', 'waiting'),
    checkedMs: spent('checking'),
    conflictedMs: spent('conflicted'),
    checks: merge.checks,
    requeued: merge.requeued,
  };
};
