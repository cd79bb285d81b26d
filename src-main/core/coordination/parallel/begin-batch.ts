import { fail, ok, type Result } from '@contract/result.ts';
import { waitsFor } from '@contract/task-status.ts';
import type { Task, TaskId } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { planSpawn } from '../../hierarchy/spawn.ts';
import { actorOf } from '../../ledger.ts';
import { pickParent } from '../../model/authority.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { isInRunningBatch } from '../../model/parallel/look-at-task.ts';
import { pickTask } from '../../model/task-rights.ts';
import { partyOf } from '../tasks/task-facts.ts';

type Input = VerbParsed<'parallel.execute'>;

/** Puts a batch into the log once everything about it has been found in order, and answers its id. */
export const beginBatch = async (crew: Crew, caller: Caller, input: Input): Promise<Result<string>> => {
  const terms = termsOf(crew, caller, input);
  if (!terms.ok) return terms;
  const { parent, profile, model } = terms.value;
  const planned = await planSpawn(crew, caller, {
    ...{ role: 'specialist', profile, task: '', place: 'worktree' },
    ...(parent === null ? {} : { parent }),
    ...(model === null ? {} : { model }),
  });
  // The role is not the caller's to choose: what is wrong with it is wrong with the parent.
  if (!planned.ok && planned.error.field === 'role')
    return { ok: false, error: { ...planned.error, remedy: 'Name another parent.', field: 'parent' } };
  if (!planned.ok) return planned;
  // From here nothing awaits: a task can't come into two batches.
  const { view } = crew.ledger;
  const tasks = pickAll(view, caller, input.tasks);
  if (!tasks.ok) return tasks;
  const { limit, retries, patience } = input;
  const batch = `batch_${view.batches.length + 1}`;
  const items = tasks.value.map(({ id, attempts }) => ({ task: id, handled: attempts }));
  const by = partyOf(caller);
  crew.ledger.append([
    {
      kind: 'batch.begun',
      data: { batch, by, parent, limit, profile, model, retries, patience, tasks: items },
      actor: actorOf(caller),
    },
  ]);
  return ok(batch);
};

interface Terms {
  readonly parent: string | null;
  readonly profile: string;
  readonly model: string | null;
}

const termsOf = (crew: Crew, caller: Caller, input: Input): Result<Terms> => {
  const { view } = crew.ledger;
  if (view.run === null || view.run.endedAt !== null) {
    return fail('wrong_state', 'no run goes on', 'Make the tasks first: a run begins with them.');
  }
  const parent = input.parent ?? (caller.kind === 'instance' ? caller.id : null);
  if (input.parent !== undefined) {
    const above = pickParent(view, caller, input.parent);
    if (!above.ok) return above;
  }
  const profile = input.profile ?? (parent === null ? undefined : view.instances[parent]?.profile);
  return profile === undefined
    ? fail('bad_input', 'with which profile are specialists spawned?', 'Name one in "profile".', {
        field: 'profile',
      })
    : ok({ parent, profile, model: input.model ?? null });
};

const pickAll = (view: View, caller: Caller, ids: readonly TaskId[]): Result<Task[]> => {
  const tasks: Task[] = [];
  for (const [at, id] of ids.entries()) {
    const field = `tasks.${at}`;
    if (ids.indexOf(id) !== at) return fail('bad_input', `${id} is named twice`, 'Name it once.', { field });
    const task = pickTask(view, caller, id, 'lead');
    if (!task.ok) return { ok: false, error: { ...task.error, field } };
    const fits = checkTask(view, task.value, ids, field);
    if (!fits.ok) return fits;
    tasks.push(task.value);
  }
  return ok(tasks);
};

const checkTask = (view: View, task: Task, ids: readonly TaskId[], field: string): Result<void> => {
  if (isInRunningBatch(view, task.id)) {
    return fail('wrong_state', `${task.id} is in a batch that runs`, 'Leave it out.', { field });
  }
  if (task.state !== 'open' && task.state !== 'failed') {
    const whose = task.assignee === null ? '' : ` (${task.assignee})`;
    return fail('wrong_state', `${task.id} is ${task.state}${whose}`, 'Leave it out.', { field });
  }
  const goesOn = (id: TaskId): boolean =>
    ids.includes(id) ||
    isInRunningBatch(view, id) ||
    view.tasks.some((other) => other.id === id && isTaken(other));
  const never = waitsFor(view.tasks, task).filter((id) => !goesOn(id));
  if (never.length === 0) return ok(undefined);
  return fail(
    'wrong_state',
    `${task.id} depends on ${never.join(', ')}, which nobody is at work on`,
    'Name what it depends on, too, or leave it out.',
    { field },
  );
};
