import type { InstanceId } from '@contract/ids.ts';
import type { Merge } from '@contract/merges.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { taskOf } from '@contract/task-status.ts';
import type { NewTask } from '@contract/tasks.ts';
import type { VerbOutput, VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { actorOf } from '../../ledger.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { pickMerge } from '../../model/merge-rights.ts';
import type { Approvals } from '../approvals.ts';
import { createTasks } from '../tasks/create-tasks.ts';
import { assignTask } from '../tasks/take-tasks.ts';
import { conflictTask } from './conflict-task.ts';
import { of } from './merge-of.ts';
import { findMerge, showConflict } from './open-conflict.ts';

type Handed = VerbOutput<'merges.handBack'>;
type Spawner = Pick<Approvals, 'spawn'>;

const owner = (crew: Crew, merge: Merge): Result<InstanceId> => {
  const instance = crew.ledger.view.instances[merge.of ?? ''];
  if (instance !== undefined && !hasEnded(instance.state)) return ok(instance.id);
  const who = merge.of === null ? `${merge.source} is nobody’s` : `${merge.of} does not run`;
  const remedy = 'Resolve it yourself, restart it, or hand it to a resolver.';
  return fail('wrong_state', `${who}: there is nobody to hand it to`, remedy, { field: 'to' });
};

/** A new specialist beside whoever's work it is; without a task of its own, since the task follows. */
const resolver = async (
  crew: Crew,
  approvals: Spawner,
  caller: Caller,
  merge: Merge,
): Promise<Result<InstanceId>> => {
  const { resolver: profile } = crew.ledger.view.settings.merging;
  const field = { field: 'to' };
  if (profile === '')
    return fail('wrong_state', 'no resolver is set', 'Name a profile under Merging in the settings.', field);
  const { instances } = crew.ledger.view;
  const source = instances[merge.of ?? ''];
  const target = Object.values(instances).find(({ branch }) => branch === merge.target);
  const parent = source?.role === 'specialist' ? source.parent : (target?.id ?? source?.id ?? null);
  if (parent === null || instances[parent]?.role === 'specialist')
    return fail('wrong_state', 'there is no manager to put a resolver below', 'Resolve it yourself.', field);
  const task = `Resolve the conflict of ${merge.id} (${merge.source} into ${merge.target}): the task with all of it follows.`;
  const spawned = await approvals.spawn(caller, {
    profile,
    role: 'specialist',
    parent,
    task,
    place: 'worktree',
  });
  return spawned.ok ? ok(spawned.value.id) : spawned;
};

const giveTask = (crew: Crew, caller: Caller, task: NewTask, to: InstanceId): Result<string> => {
  const made = createTasks(crew, caller, { tasks: [task] });
  if (!made.ok) return made;
  const id = made.value[0]?.id;
  if (id === undefined) return fail('internal', 'the task was not made', 'Report this.');
  const given = assignTask(crew, caller, { task: id, to, note: '' });
  return given.ok ? ok(id) : given;
};

/** Gives a conflict to whoever's work it is, or to a resolver, as a task with the hunks and both sides' intents. */
export const handBack = async (
  crew: Crew,
  approvals: Spawner,
  caller: Caller,
  input: VerbParsed<'merges.handBack'>,
): Promise<Result<Handed>> => {
  const picked = pickMerge(crew.ledger.view, caller, input.merge);
  if (!picked.ok) return picked;
  // Two that are asked for at once would be two tasks, and two resolvers.
  return crew.queue.run(`hand back ${input.merge}`, () => handInTurn(crew, approvals, caller, input));
};

/** Whoever is at it already: asked for again, it stays with them. */
const handedAlready = (crew: Crew, merge: Merge, who: 'owner' | 'resolver'): Handed | null => {
  const { handed } = merge;
  if (handed === null || merge.state !== 'conflicted') return null;
  if ((handed.to === merge.of) !== (who === 'owner')) return null;
  const state = crew.instance(handed.to)?.state;
  const task = taskOf(crew.ledger.view.tasks, handed.task);
  const isAtIt = state !== undefined && !hasEnded(state) && task !== undefined;
  return isAtIt && (task.state === 'open' || isTaken(task)) ? { merge, ...handed } : null;
};

const stillConflicts = (crew: Crew, { id }: Merge, to: InstanceId): Result<void> => {
  const now = findMerge(crew, id);
  if (!now.ok || now.value.state === 'conflicted') return now.ok ? ok(undefined) : now;
  const remedy = `Look at the queue. ${to} has nothing to do for it.`;
  return fail('wrong_state', `${id} is ${now.value.state} meanwhile`, remedy, { field: 'merge' });
};

const handInTurn = async (
  crew: Crew,
  approvals: Spawner,
  caller: Caller,
  { merge: id, to: who, note }: VerbParsed<'merges.handBack'>,
): Promise<Result<Handed>> => {
  const picked = pickMerge(crew.ledger.view, caller, id);
  if (!picked.ok) return picked;
  const merge = picked.value;
  const already = handedAlready(crew, merge, who);
  if (already !== null) return ok(already);
  const conflict = await showConflict(crew, merge, undefined);
  if (!conflict.ok) return conflict;
  const to = who === 'owner' ? owner(crew, merge) : await resolver(crew, approvals, caller, merge);
  if (!to.ok) return to;
  const still = stillConflicts(crew, merge, to.value);
  if (!still.ok) return still;
  const task = conflictTask(merge, conflict.value, {
    note,
    resolver: who === 'resolver',
  });
  const given = giveTask(crew, caller, task, to.value);
  if (!given.ok) return given;
  crew.ledger.append([
    { kind: 'merge.handed', data: { ...of(merge), to: to.value, task: given.value }, actor: actorOf(caller) },
  ]);
  const now = findMerge(crew, id);
  return now.ok ? ok({ merge: now.value, to: to.value, task: given.value }) : now;
};
