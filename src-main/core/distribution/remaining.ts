import type { NewPart } from '@contract/plan.ts';
import { runGoalLimit } from '@contract/run-template-verbs.ts';
import type { RoleProfiles } from '@contract/run-templates.ts';
import type { NewTask, Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import type { FilledRun } from './fill-template.ts';

/** What of a run is done once more. */
export interface Remains {
  /** What it was for, in the words that are known of it. */
  readonly goal: string;
  readonly title: string;
  readonly filled: FilledRun;
  /** Whether there was a plan; else its tasks stand by themselves. */
  readonly planned: boolean;
  readonly tasks: readonly Task[];
  readonly done: readonly Task[];
  readonly profiles: RoleProfiles;
}

const roles = ['executive', 'manager', 'specialist'] as const;

/** What most of a role were started with. */
const profileOf = ({ instances }: View, role: (typeof roles)[number]): string | undefined => {
  const counts = new Map<string, number>();
  for (const one of Object.values(instances))
    if (one.role === role) counts.set(one.profile, (counts.get(one.profile) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
};

const profilesIn = (view: View): RoleProfiles =>
  Object.fromEntries(
    roles.flatMap((role) => {
      const profile = profileOf(view, role);
      return profile === undefined ? [] : [[role, profile]];
    }),
  );

const refOf = (id: string): string => `was-${id}`;

/** As it is made anew: nothing of what became of it, and only such dependencies as are made with it. */
const newTask = (task: Task, kept: ReadonlySet<string>, parts: ReadonlySet<string>): NewTask => ({
  ref: refOf(task.id),
  title: task.title,
  instructions: task.instructions,
  files: [...task.files],
  dependencies: task.dependencies.filter((id) => kept.has(id)).map(refOf),
  part: task.part !== null && parts.has(task.part) ? task.part : null,
  estimate: task.estimate,
  priority: task.priority,
});

/** A part that has nothing left to do is none of the new run; what waited for it need not wait. */
const partsOf = (view: View, tasks: readonly Task[], whole: boolean): NewPart[] => {
  const all = view.plan?.parts ?? [];
  const left = all.filter(
    ({ name, completed }) => whole || completed === null || tasks.some(({ part }) => part === name),
  );
  const names = new Set(left.map(({ name }) => name));
  return left.map(({ name, goal, files, dependencies }) => ({
    name,
    goal,
    files: [...files],
    manager: null,
    dependencies: dependencies.filter((one) => names.has(one)),
  }));
};

/**
 * What of a run is left, by how it stood. `whole`: all of it, as if nothing had been done. Tasks that were called off stay so, and those to
 * resolve a merge of that run are no work of another.
 */
export const remainsOf = (view: View, whole: boolean): Remains => {
  const resolving = new Set(view.merges.flatMap(({ handed }) => (handed === null ? [] : [handed.task])));
  const own = view.tasks.filter(({ id, state }) => state !== 'cancelled' && !resolving.has(id));
  const tasks = whole ? own : own.filter(({ state }) => state !== 'done');
  const kept = new Set(tasks.map(({ id }) => id));
  const parts = partsOf(view, tasks, whole);
  const names = new Set(parts.map(({ name }) => name));
  const first = Object.values(view.instances).find(({ role }) => role === 'executive');
  const goal = (view.plan?.goal ?? first?.task ?? view.run?.title ?? '').slice(0, runGoalLimit);
  return {
    goal,
    title: view.run?.title ?? '',
    planned: parts.length > 0,
    filled: {
      goal,
      parts,
      managerWords: new Map(),
      tasks: tasks.map((task) => newTask(task, kept, names)),
      checks: [],
    },
    tasks,
    done: whole ? [] : own.filter(({ state }) => state === 'done'),
    profiles: profilesIn(view),
  };
};
