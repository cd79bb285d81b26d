import type { Instance } from '@contract/instances.ts';
import type { Batch, BatchId } from '@contract/parallel.ts';
import type { Task, TaskId } from '@contract/tasks.ts';

/** A place of a batch that a specialist is spawned for: of one attempt at one task. */
export interface Hire {
  readonly batch: BatchId;
  readonly task: TaskId;
  readonly attempt: number;
}

export const hireKey = ({ batch, task, attempt }: Hire): string => `${batch}/${task}/${attempt}`;

/** What a specialist is spawned with. Its head tells what it was spawned for, so that a later host knows, too. */
export const hireText = (hire: Hire, { title }: Pick<Task, 'title'>): string =>
  `${hireKey(hire)}: work on tasks that come to you as messages, one at a time. The first is ${hire.task} (${title}). Begin nothing before its message is there.`;

/** What an instance was spawned for by a batch, as its task tells; null: by nobody's batch. */
export const hireOf = ({ task }: Pick<Instance, 'task'>): Hire | null => {
  const [, batch, of, attempt] = /^(batch_[1-9]\d*)\/(task_[1-9]\d*)\/(\d+): /.exec(task) ?? [];
  if (batch === undefined || of === undefined) return null;
  return { batch, task: of, attempt: Number(attempt) };
};

export const isHireOf = (instance: Pick<Instance, 'task'>, { id }: Pick<Batch, 'id'>): boolean =>
  hireOf(instance)?.batch === id;
