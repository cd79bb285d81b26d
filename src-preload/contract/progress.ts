import { z } from 'zod';
import { blockageSchema } from './blockers.ts';
import { instanceIdSchema, type Role, roleSchema } from './ids.ts';
import type { Instance } from './instances.ts';
import {
  addTally,
  type CountedTask,
  measureOf,
  measureSchema,
  nothingCounted,
  percentOf,
  type Tally,
  tallyOf,
  tallyOfTasks,
} from './measure.ts';
import { type InstanceState, instanceStateSchema } from './states.ts';
import { runSchema, type View } from './view.ts';

/** An instance by itself, without those below it. */
export const instanceProgressSchema = z.object({
  id: instanceIdSchema,
  role: roleSchema,
  parent: instanceIdSchema.nullable(),
  state: instanceStateSchema,
  /** What it reported last; empty: nothing. */
  summary: z.string(),
  blocker: z.string().nullable(),
  blockage: blockageSchema.nullable(),
  own: measureSchema,
});
export type InstanceProgress = z.infer<typeof instanceProgressSchema>;

/** An instance together with all below it. */
export const progressNodeSchema = z.object({
  id: instanceIdSchema,
  state: instanceStateSchema,
  subtree: measureSchema,
  get children(): z.ZodArray<typeof progressNodeSchema> {
    return z.array(progressNodeSchema);
  },
});
export type ProgressNode = z.infer<typeof progressNodeSchema>;

export const progressOfOneSchema = z.object({
  timestamp: z.number(),
  instance: instanceProgressSchema,
  hierarchy: progressNodeSchema,
});
export type ProgressOfOne = z.infer<typeof progressOfOneSchema>;

const many = z.array(instanceProgressSchema);
export const progressOfRunSchema = z.object({
  timestamp: z.number(),
  run: runSchema.nullable(),
  progress: measureSchema,
  instances: z.object({ executive: many, manager: many, specialist: many }),
  /** `active`: starting to busy; `blocked`: blocked, waiting or stalled; `errors`: crashed. One that was terminated is in `total` alone. */
  summary: z.object({
    total: z.number().int(),
    active: z.number().int(),
    completed: z.number().int(),
    blocked: z.number().int(),
    errors: z.number().int(),
  }),
  hierarchy: z.array(progressNodeSchema),
});
export type ProgressOfRun = z.infer<typeof progressOfRunSchema>;

/** What progress is measured from. */
export interface ProgressSources {
  /** In the order they were spawned; a parent that is not among them is none. */
  readonly instances: readonly Instance[];
  /** All tasks, those of nobody too; absent: there are none. */
  readonly tasks?: readonly CountedTask[];
  /** Last signs of life that the log does not tell, as milliseconds since 1970. */
  readonly signs?: ReadonlyMap<string, number>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What the log tells of an instance's last sign of life. What Tutti or a person saw to (that it stalled, or was ended) is none. The time
 * of a commit is what its author says: one that is yet to come tells nothing.
 */
const toldSign = ({ since, witness, progress, tool, spawnedAt, work }: Instance, now: number): number => {
  const changed = witness === 'process' || witness === 'person' ? 0 : since;
  const committed = work.lastCommit?.at ?? 0;
  return Math.max(spawnedAt, changed, progress?.at ?? 0, tool?.since ?? 0, committed > now ? 0 : committed);
};

interface Measured {
  readonly instance: Instance;
  readonly own: Tally;
  readonly subtree: Tally;
  readonly children: Measured[];
}

const byAssignee = (tasks: readonly CountedTask[]): ReadonlyMap<string | null, CountedTask[]> => {
  const groups = new Map<string | null, CountedTask[]>();
  for (const task of tasks) {
    const group = groups.get(task.assignee);
    if (group === undefined) groups.set(task.assignee, [task]);
    else group.push(task);
  }
  return groups;
};

const noTasks: readonly CountedTask[] = [];

const sumUp = ({ subtree, own, children }: Measured): void => {
  addTally(subtree, own);
  for (const child of children) {
    sumUp(child);
    addTally(subtree, child.subtree);
  }
  // With somebody at work below it, a leader that is held up holds up only itself.
  if (!subtree.working) subtree.stuck = own.stuck;
};

/** Every instance measured, by id, and those without a parent here. */
const measureAll = ({ instances, tasks = noTasks, signs, now }: ProgressSources) => {
  const tasksOf = byAssignee(tasks);
  const byId = new Map<string, Measured>();
  for (const instance of instances) {
    const sign = Math.min(now, Math.max(toldSign(instance, now), signs?.get(instance.id) ?? 0));
    const own = tallyOf(instance, tasksOf.get(instance.id) ?? noTasks, sign);
    byId.set(instance.id, { instance, own, subtree: nothingCounted(), children: [] });
  }
  const roots: Measured[] = [];
  for (const measured of byId.values()) {
    const parent = measured.instance.parent;
    const above = parent === null ? undefined : byId.get(parent);
    if (above === undefined) roots.push(measured);
    else above.children.push(measured);
  }
  for (const root of roots) sumUp(root);
  return { byId, roots, unassigned: tasksOf.get(null) ?? noTasks };
};

const nodeOf = ({ instance, subtree, children }: Measured, now: number): ProgressNode => ({
  id: instance.id,
  state: instance.state,
  subtree: measureOf(subtree, now),
  children: children.map((child) => nodeOf(child, now)),
});

const entryOf = ({ instance, own }: Measured, now: number): InstanceProgress => ({
  id: instance.id,
  role: instance.role,
  parent: instance.parent,
  state: instance.state,
  summary: instance.progress?.summary ?? '',
  blocker: instance.blocker,
  blockage: instance.blockage,
  own: measureOf(own, now),
});

/** How far one instance and those below it are; null when it is not among them. */
export const progressOfOne = (sources: ProgressSources, id: string): ProgressOfOne | null => {
  const { now } = sources;
  const measured = measureAll(sources).byId.get(id);
  if (measured === undefined) return null;
  return { timestamp: now, instance: entryOf(measured, now), hierarchy: nodeOf(measured, now) };
};

type Counted = Exclude<keyof ProgressOfRun['summary'], 'total'>;
const countedAs: Record<InstanceState, Counted | null> = {
  starting: 'active',
  confirming: 'active',
  ready: 'active',
  busy: 'active',
  waiting: 'blocked',
  blocked: 'blocked',
  stalled: 'blocked',
  done: 'completed',
  crashed: 'errors',
  terminated: null,
};

const summaryOf = (instances: readonly Instance[]): ProgressOfRun['summary'] => {
  const summary = { total: instances.length, active: 0, completed: 0, blocked: 0, errors: 0 };
  for (const { state } of instances) {
    const counted = countedAs[state];
    if (counted !== null) summary[counted] += 1;
  }
  return summary;
};

/** How far all of them are. An ended run has no rest to be estimated. */
export const progressOfRun = (run: View['run'], sources: ProgressSources): ProgressOfRun => {
  const { now, instances } = sources;
  const { byId, roots, unassigned } = measureAll(sources);
  const whole = nothingCounted();
  if (unassigned.length > 0) addTally(whole, tallyOfTasks(unassigned));
  const byRole: Record<Role, InstanceProgress[]> = { executive: [], manager: [], specialist: [] };
  for (const measured of byId.values()) byRole[measured.instance.role].push(entryOf(measured, now));
  for (const root of roots) addTally(whole, root.subtree);
  return {
    timestamp: now,
    run,
    progress: measureOf(whole, now),
    instances: byRole,
    summary: summaryOf(instances),
    hierarchy: roots.map((root) => nodeOf(root, now)),
  };
};

/** Percentages: of each instance with all below it, and of the whole; null where nobody has told. What is drawn as bars. */
export const percentages = ({
  instances,
  tasks,
}: Pick<View, 'instances' | 'tasks'>): {
  readonly whole: number | null;
  readonly byId: ReadonlyMap<string, number | null>;
} => {
  const all = Object.values(instances);
  const { byId, roots, unassigned } = measureAll({ instances: all, tasks, now: 0 });
  const whole = nothingCounted();
  if (unassigned.length > 0) addTally(whole, tallyOfTasks(unassigned));
  for (const root of roots) addTally(whole, root.subtree);
  return {
    whole: percentOf(whole),
    byId: new Map([...byId].map(([id, { subtree }]) => [id, percentOf(subtree)])),
  };
};
