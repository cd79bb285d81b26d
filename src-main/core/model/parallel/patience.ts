import type { Instance } from '@contract/instances.ts';
import type { Batch, BatchItem } from '@contract/parallel.ts';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import type { Plan, Senses } from './steps.ts';

const goesOn: Plan = { steps: [], wakeAt: null };

/** Held up by others, who know of it: the person, the provider, the gate of starts, a restart that is planned. */
const isHeldUp = ({ state, limit, recovery }: Instance): boolean =>
  state === 'starting' ||
  state === 'waiting' ||
  state === 'blocked' ||
  limit !== null ||
  (state === 'crashed' && recovery.at !== null);

/** When an instance last showed that it lives. To fall silent is a change of state, and no sign. */
export const aliveAt = ({ id, state, since }: Instance, senses: Senses): number =>
  Math.max(senses.seen(id), state === 'stalled' ? 0 : since);

/** When the task last went on, as its specialist said or showed by a commit. */
const progressAt = (task: Task, { progress, work }: Instance, now: number): number =>
  // A commit's time is its author's word.
  Math.max(task.since, progress?.at ?? 0, Math.min(work.lastCommit?.at ?? 0, now));

/**
 * Whether whoever has a task shows life: asked for a sign once it has been quiet for as long as the batch is patient, and once more
 * as long without one, the task fails. Who has gone on since the last time is asked anew.
 */
export const watchTask = (view: View, batch: Batch, item: BatchItem, task: Task, senses: Senses): Plan => {
  const instance = task.assignee === null ? undefined : view.instances[task.assignee];
  // The tasks of a terminated one are open again in a moment.
  if (instance === undefined || instance.state === 'terminated') return goesOn;
  const { id } = instance;
  if (instance.state === 'crashed' && instance.recovery.at === null) {
    const reason = `${id} crashed: ${instance.reason}`;
    return { steps: [{ kind: 'fail', task: task.id, reason }], wakeAt: null };
  }
  if (isHeldUp(instance)) return goesOn;
  const moved = progressAt(task, instance, senses.now);
  const asked = item.remindedAt !== null && item.remindedAt >= moved;
  const quietSince = Math.max(moved, aliveAt(instance, senses), asked ? (item.remindedAt ?? 0) : 0);
  const until = quietSince + batch.patience * 60_000;
  if (senses.now < until) return { steps: [], wakeAt: until };
  if (!asked) return { steps: [{ kind: 'remind', task: task.id, assignee: id }], wakeAt: null };
  const reason = `${id} has shown no sign of life for ${batch.patience} min, also after it was asked for one`;
  return { steps: [{ kind: 'fail', task: task.id, reason }], wakeAt: null };
};
