import { runComparisonSchema } from '@contract/run-comparison.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyzeRun } from '../../../../src-main/core/recording/analysis/analyze-run.ts';
import { compareRuns } from '../../../../src-main/core/recording/analysis/compare-runs.ts';
import { gatherRun } from '../../../../src-main/core/recording/analysis/gather-run.ts';
import { arbitraryLog, runsIn } from './arbitrary-runs.ts';
import { handedOver, SmallRun } from './small-run.ts';

const compared = (run: SmallRun) => ({
  facts: gatherRun(run.run, run.events, run.now),
  report: analyzeRun(run.run, run.events, run.now),
});

it('a run never parts from itself', () => {
  const { parting, tasks, left } = compareRuns(compared(handedOver()), compared(handedOver()));
  expect(parting).toBeNull();
  expect(tasks.map(({ left: one, right }) => [one?.task, right?.task])).toEqual([
    ['task_1', 'task_1'],
    ['task_2', 'task_2'],
  ]);
  expect(left.criticalMs).toBe(80_000);
});

it('tasks are aligned by title, whatever their numbers, and the first difference is told', () => {
  const other = new SmallRun(2);
  other.spawn('exec_1', null);
  other.task(1, 'lexer');
  other.task(2, ' Printer');
  other.task(3, 'parser');
  other.give('task_3', 'exec_1');
  other.add('task.started', { task: 'task_3', assignee: 'exec_1' });
  other.at = 9;
  other.add('task.failed', { task: 'task_3', assignee: 'exec_1', reason: 'no' });
  const { tasks, parting } = compareRuns(compared(handedOver()), compared(other));
  expect(tasks.map(({ left, right }) => [left?.task ?? null, right?.task ?? null])).toEqual([
    ['task_1', 'task_3'],
    ['task_2', 'task_2'],
    [null, 'task_1'],
  ]);
  expect(parting).toMatchObject({
    common: 1,
    left: { what: 'done', title: 'parser', ms: 45_000 },
    right: { what: 'failed', title: 'parser', ms: 9000 },
  });
});

it('two of one title are told apart by their order', () => {
  const twice = (): SmallRun => {
    const run = new SmallRun();
    run.task(1, 'review');
    run.task(2, 'Review');
    return run;
  };
  const { tasks } = compareRuns(compared(twice()), compared(twice()));
  expect(tasks.map(({ left, right }) => [left?.task, right?.task])).toEqual([
    ['task_1', 'task_1'],
    ['task_2', 'task_2'],
  ]);
});

it('of any two runs: each task stands once on its side, and the comparison fits its schema', () => {
  fc.assert(
    fc.property(arbitraryLog, (events) => {
      const [one = 1, other = one] = runsIn(events);
      const sides = [one, other].map((run) => ({
        facts: gatherRun(run, events, 0),
        report: analyzeRun(run, events, 0),
      }));
      const [left, right] = sides;
      if (left === undefined || right === undefined) return;
      const result = compareRuns(left, right);
      expect(runComparisonSchema.safeParse(result).error?.issues ?? []).toEqual([]);
      expect(result.tasks.flatMap((task) => task.left?.task ?? []).toSorted()).toEqual(
        [...left.facts.tasks.keys()].toSorted(),
      );
      expect(result.tasks.flatMap((task) => task.right?.task ?? []).toSorted()).toEqual(
        [...right.facts.tasks.keys()].toSorted(),
      );
    }),
    { numRuns: 150 },
  );
});
