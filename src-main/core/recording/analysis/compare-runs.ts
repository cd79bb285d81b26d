import type { Milestone, RunComparison } from '@contract/run-comparison.ts';
import type { RunReport } from '@contract/run-reports.ts';
import { lineOfRun } from './analyze-run.ts';
import type { RunFacts, TaskFacts } from './run-facts.ts';
import { reportTask } from './waits.ts';

/** A run with its report. */
export interface Compared {
  readonly facts: RunFacts;
  readonly report: RunReport;
}

/** A title as it is compared; the second of the same name in a run is another task than the first. */
const keysOf = ({ tasks }: RunFacts): Map<string, TaskFacts> => {
  const seen = new Map<string, number>();
  const keys = new Map<string, TaskFacts>();
  for (const task of tasks.values()) {
    const title = task.title.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    const number = (seen.get(title) ?? 0) + 1;
    seen.set(title, number);
    keys.set(`${title}\n${number}`, task);
  }
  return keys;
};

interface Keyed {
  readonly key: string;
  readonly seq: number;
  readonly milestone: Milestone;
}

/** What became of the tasks, in the order in which it did. */
const milestonesOf = (facts: RunFacts): Keyed[] =>
  [...keysOf(facts)]
    .flatMap(([key, task]) =>
      task.attempts.flatMap(({ started, ended, end }): Keyed[] => {
        const tell = (what: Milestone['what'], { seq, at }: { seq: number; at: number }): Keyed => ({
          key: `${what} ${key}`,
          seq,
          milestone: { what, title: task.title, task: task.id, ms: at - facts.begun.at },
        });
        return [
          ...(started === null ? [] : [tell('begun', started)]),
          ...(ended === null || end === null ? [] : [tell(end, ended)]),
        ];
      }),
    )
    .sort((a, b) => a.seq - b.seq);

const partingOf = (left: RunFacts, right: RunFacts): RunComparison['parting'] => {
  const one = milestonesOf(left);
  const other = milestonesOf(right);
  let common = 0;
  while (common < one.length && one[common]?.key === other[common]?.key) common += 1;
  if (common === one.length && common === other.length) return null;
  return { common, left: one[common]?.milestone ?? null, right: other[common]?.milestone ?? null };
};

const sideOf = ({ facts, report }: Compared): RunComparison['left'] => ({
  line: lineOfRun(facts),
  totals: report.totals,
  criticalMs: report.criticalPath.ms,
});

/** Two runs side by side, task by task, and where they part. */
export const compareRuns = (left: Compared, right: Compared): RunComparison => {
  const lefts = keysOf(left.facts);
  const rights = keysOf(right.facts);
  const told = ({ facts }: Compared, task: TaskFacts | undefined) =>
    task === undefined ? null : reportTask(task, facts.until);
  const all = new Map([...rights, ...lefts]);
  const order = [...lefts.keys(), ...[...rights.keys()].filter((key) => !lefts.has(key))];
  return {
    left: sideOf(left),
    right: sideOf(right),
    tasks: order.map((key) => ({
      title: all.get(key)?.title ?? '',
      left: told(left, lefts.get(key)),
      right: told(right, rights.get(key)),
    })),
    parting: partingOf(left.facts, right.facts),
  };
};
