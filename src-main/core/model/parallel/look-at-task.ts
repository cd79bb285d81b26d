import type { Batch, BatchItem } from '@contract/parallel.ts';
import { taskOf, waitsFor } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import { isTaken } from '../held-tasks.ts';
import { watchTask } from './patience.ts';
import type { Plan, Senses, Step } from './steps.ts';

/** What waits, in ms, before the first retry and before the second: a passing fault, then one that takes longer to pass. */
const waits = [5_000, 20_000] as const;

export interface Look extends Plan {
  /** It can be given to somebody now. */
  readonly startable: boolean;
}

const nothing: Look = { steps: [], wakeAt: null, startable: false };
const one = (step: Step): Look => ({ ...nothing, steps: [step] });

export const settle = (
  task: string,
  outcome: 'done' | 'failed' | 'cancelled',
  reason: string,
  failsTask = false,
): Step => ({ kind: 'settle', task, outcome, reason, failsTask });

/** After a failure: once more later, or no more. */
export const afterFailure = (batch: Batch, item: BatchItem, reason: string, failsTask: boolean): Step => {
  const waitMs = waits[item.retries];
  return item.retries < batch.retries && waitMs !== undefined
    ? { kind: 'retry', task: item.task, waitMs, reason }
    : settle(item.task, 'failed', reason, failsTask);
};

/** A batch that goes on has the task and may yet try it again. */
export const isInRunningBatch = ({ batches }: Pick<View, 'batches'>, id: string): boolean =>
  batches.some(
    ({ state, items }) =>
      state === 'running' && items.some(({ task, outcome }) => task === id && outcome === null),
  );

/** What has become of one task that is not settled. */
export const lookAtTask = (view: View, batch: Batch, item: BatchItem, senses: Senses): Look => {
  const task = taskOf(view.tasks, item.task);
  if (task === undefined) return one(settle(item.task, 'failed', 'there is no such task'));
  if (task.state === 'done') return one(settle(task.id, 'done', ''));
  if (task.state === 'cancelled') return one(settle(task.id, 'cancelled', task.reason));
  if (isTaken(task)) return { ...watchTask(view, batch, item, task, senses), startable: false };
  if (task.attempts > item.handled) return one(afterFailure(batch, item, task.reason, task.state === 'open'));
  return lookAtWaiting(view, item, task, senses);
};

/** Why what is waited for will not be done, unless somebody sees to it; null: it may yet be. */
const neverDone = (view: View, id: string): string | null => {
  const task = taskOf(view.tasks, id);
  if (isInRunningBatch(view, id) || (task !== undefined && isTaken(task))) return null;
  if (task?.state === 'failed') return `${id} failed`;
  if (task?.state === 'cancelled') return `${id} was cancelled`;
  const given = view.batches.flatMap(({ items }) => items.filter((item) => item.task === id));
  return given.some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled')
    ? `${id} was given up`
    : null;
};

const lookAtWaiting = (view: View, item: BatchItem, task: Task, senses: Senses): Look => {
  const stuck = waitsFor(view.tasks, task).flatMap((id) => neverDone(view, id) ?? []);
  if (stuck.length > 0) return one(settle(task.id, 'failed', `it can’t be begun: ${stuck.join(', ')}`));
  if (item.retryAt !== null && item.retryAt > senses.now) return { ...nothing, wakeAt: item.retryAt };
  return waitsFor(view.tasks, task).length > 0 ? nothing : { ...nothing, startable: true };
};
