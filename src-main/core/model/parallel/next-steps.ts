import type { Instance } from '@contract/instances.ts';
import type { Batch } from '@contract/parallel.ts';
import { byPriority } from '@contract/priority.ts';
import { hasEnded } from '@contract/states.ts';
import { taskOf } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import type { View } from '@contract/view.ts';
import { firstMeeting } from '../claims-meet.ts';
import { isTaken, tasksOf } from '../held-tasks.ts';
import { isHireOf } from './hires.ts';
import { lookAtTask } from './look-at-task.ts';
import { aliveAt } from './patience.ts';
import { earliest, type Plan, type Senses, type Step } from './steps.ts';

/**
 * What is to be done for a batch now. Never more of its tasks are at work, or about to be, than its limit; none before what it
 * depends on, and none while another is at work on its files. To be asked again once the steps are done, until there are none.
 */
export const nextSteps = (view: View, batch: Batch, senses: Senses): Plan => {
  if (batch.state !== 'running') return { steps: [], wakeAt: null };
  const open = batch.items.filter(({ outcome }) => outcome === null);
  if (open.length === 0) return { steps: [{ kind: 'finish' }], wakeAt: null };
  const looks = open.map((item) => lookAtTask(view, batch, item, senses));
  const steps = looks.flatMap((look) => look.steps);
  // What follows from those is seen in the view that they make.
  if (steps.length > 0) return { steps, wakeAt: null };
  const startable = open
    .filter((_, at) => looks[at]?.startable === true)
    .flatMap(({ task }) => taskOf(view.tasks, task) ?? [])
    .sort((a, b) => byPriority(a.priority, b.priority));
  const staff = staffOf(view, batch, senses);
  const wakeAt = earliest(staff.wakeAt, ...looks.map((look) => look.wakeAt));
  return { steps: starts(view, batch, startable, staff, senses), wakeAt };
};

interface Staff {
  /** Who can take a task at once, or as soon as its program has started. */
  readonly idle: readonly Instance[];
  /** Those that the batch has at work, has spawned, or is about to. */
  readonly count: number;
  readonly wakeAt: number | null;
}

const canTake = ({ state }: Instance): boolean => state === 'ready' || state === 'done';
const begins = ({ state }: Instance): boolean => state === 'starting' || state === 'confirming';

const staffOf = (view: View, batch: Batch, senses: Senses): Staff => {
  const all = Object.values(view.instances).filter(({ state }) => !hasEnded(state));
  const hires = all.filter((instance) => isHireOf(instance, batch));
  const others = all.filter(({ role, parent }) => role === 'specialist' && parent === batch.parent);
  const free = (instance: Instance): boolean => tasksOf(view, instance.id).length === 0;
  const idle = new Set([
    ...hires.filter((one) => canTake(one) && free(one)),
    ...others.filter((one) => canTake(one) && free(one)),
    ...hires.filter((one) => begins(one) && free(one)),
  ]);
  // One that ends its turn takes the next task then; one that shows no life any more is not waited for.
  const patient = batch.patience * 60_000;
  const ending = hires.filter((one) => !idle.has(one) && free(one));
  const awaited = ending.filter((one) => aliveAt(one, senses) + patient > senses.now);
  const holders = takenOf(view, batch).map(({ assignee }) => assignee);
  const staff = new Set([
    ...holders,
    ...[...hires.filter((one) => idle.has(one)), ...awaited].map(({ id }) => id),
  ]);
  const wakeAt = earliest(...awaited.map((one) => aliveAt(one, senses) + patient));
  return { idle: [...idle], count: staff.size + senses.coming.size, wakeAt };
};

/** Tasks of a batch that somebody has, those included that came back after they were settled. */
export const takenOf = (view: View, batch: Batch): Task[] => {
  const own = new Set(batch.items.map(({ task }) => task));
  return view.tasks.filter((task) => own.has(task.id) && isTaken(task));
};

const starts = (
  view: View,
  batch: Batch,
  startable: readonly Task[],
  staff: Staff,
  { coming }: Senses,
): Step[] => {
  const steps: Step[] = [];
  const idle = [...staff.idle];
  const parent = batch.parent === null ? null : view.instances[batch.parent];
  // One that has crashed is waited for: nobody can be spawned below it.
  const spawns = parent === null || (parent !== undefined && !hasEnded(parent.state));
  let { count } = staff;
  let active = takenOf(view, batch).length + coming.size;
  const touched = view.tasks
    .filter((task) => isTaken(task) || coming.has(task.id))
    .flatMap(({ files }) => files);
  for (const task of startable) {
    if (active >= batch.limit) break;
    if (coming.has(task.id) || firstMeeting(touched, task.files) !== null) continue;
    const taker = idle.shift();
    if (taker === undefined && (!spawns || count >= batch.limit)) break;
    if (taker === undefined) count += 1;
    steps.push(
      taker === undefined
        ? { kind: 'spawn', task: task.id }
        : { kind: 'assign', task: task.id, to: taker.id },
    );
    active += 1;
    touched.push(...task.files);
  }
  return steps;
};
