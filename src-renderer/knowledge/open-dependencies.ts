import type { Plan } from '@contract/plan.ts';
import { shownTask, taskOf } from '@contract/task-status.ts';
import type { ShownTask, Task } from '@contract/tasks.ts';

/** A piece of work that can't be begun, and what has to be done before. */
export type OpenDependency =
  | {
      readonly kind: 'task';
      readonly key: string;
      readonly task: ShownTask;
      readonly before: readonly Task[];
    }
  | {
      readonly kind: 'part';
      readonly key: string;
      readonly part: string;
      readonly before: readonly string[];
    };

const ofTasks = (tasks: readonly Task[]): OpenDependency[] =>
  tasks
    .map((task) => shownTask(tasks, task))
    .filter(({ state, waitsFor }) => state === 'open' && waitsFor.length > 0)
    // What nobody is going to finish comes first: it needs somebody.
    .sort((a, b) => Number(b.stuckOn.length > 0) - Number(a.stuckOn.length > 0))
    .map((task) => ({
      kind: 'task',
      key: task.id,
      task,
      before: task.waitsFor.flatMap((id) => taskOf(tasks, id) ?? []),
    }));

const ofParts = (plan: Plan | null): OpenDependency[] => {
  const open = new Set(plan?.parts.flatMap(({ name, completed }) => (completed === null ? [name] : [])));
  return (plan?.parts ?? []).flatMap(({ name, completed, dependencies }): OpenDependency[] => {
    const before = dependencies.filter((other) => open.has(other));
    return completed !== null || before.length === 0
      ? []
      : [{ kind: 'part', key: `part ${name}`, part: name, before }];
  });
};

/** What waits for what in the run: parts of the plan, then tasks. */
export const openDependencies = (view: {
  readonly plan: Plan | null;
  readonly tasks: readonly Task[];
}): readonly OpenDependency[] => [...ofParts(view.plan), ...ofTasks(view.tasks)];
