import type { InstanceId } from '@contract/ids.ts';
import type { BatchOutcome } from '@contract/parallel.ts';
import type { TaskId } from '@contract/tasks.ts';

/** What is to be done for a batch. */
export type Step =
  /** The task is done with. `failsTask`: and counts as failed on the board, too. */
  | {
      readonly kind: 'settle';
      readonly task: TaskId;
      readonly outcome: BatchOutcome;
      readonly reason: string;
      readonly failsTask: boolean;
    }
  | { readonly kind: 'retry'; readonly task: TaskId; readonly waitMs: number; readonly reason: string }
  /** Whoever has it does not go on with it. */
  | { readonly kind: 'fail'; readonly task: TaskId; readonly reason: string }
  | { readonly kind: 'remind'; readonly task: TaskId; readonly assignee: InstanceId }
  | { readonly kind: 'assign'; readonly task: TaskId; readonly to: InstanceId }
  | { readonly kind: 'spawn'; readonly task: TaskId }
  | { readonly kind: 'finish' };

export interface Plan {
  readonly steps: readonly Step[];
  /** Milliseconds since 1970 when it is to be looked at again, whatever happens; null: when something happens. */
  readonly wakeAt: number | null;
}

/** What the view does not tell. */
export interface Senses {
  /** Milliseconds since 1970, both. */
  readonly now: number;
  /** The last sign of life of an instance: output, hooks, calls. */
  seen(id: InstanceId): number;
  /** Tasks for which a specialist is being spawned, and is not in the view yet. */
  readonly coming: ReadonlySet<TaskId>;
}

export const earliest = (...times: readonly (number | null)[]): number | null => {
  const some = times.filter((time) => time !== null);
  return some.length === 0 ? null : Math.min(...some);
};
