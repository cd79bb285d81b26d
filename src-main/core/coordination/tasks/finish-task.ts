import { fail, ok, type Result } from '@contract/result.ts';
import { statusOf } from '@contract/task-status.ts';
import type { ShownTask, Task, TaskResult } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { isInRunningBatch } from '../../model/parallel/look-at-task.ts';
import { ownerOf, pickTask } from '../../model/task-rights.ts';
import { commitForTask } from '../commits/commit-for-task.ts';
import { checkReady } from './take-tasks.ts';
import { Batch, partyOf, shown } from './task-facts.ts';
import { readyText, sentBackText } from './task-words.ts';

/** Tasks that can be begun once this one is done. */
const becomingReady = (view: View, done: Task): Task[] => {
  const after = view.tasks.map((task): Task => (task.id === done.id ? { ...task, state: 'done' } : task));
  return after.filter((task) => task.dependencies.includes(done.id) && statusOf(after, task) === 'ready');
};

/** Whoever answers for tasks that are ready now is told so: it waits for a message, and looks at no board. */
const tellOwners = (batch: Batch, view: View, done: Task): void => {
  const byOwner = new Map<string, Task[]>();
  for (const task of becomingReady(view, done)) {
    const owner = ownerOf(view, task);
    if (owner !== null && !isInRunningBatch(view, task.id))
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), task]);
  }
  for (const [owner, ready] of byOwner) batch.tell(owner, readyText(done, ready));
};

export const completeTask = async (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'tasks.complete'>,
): Promise<Result<ShownTask>> => {
  const seen = completable(crew, caller, input.task);
  if (!seen.ok) return seen;
  const commits = await checkCommits(crew, caller, seen.value, input.commits);
  if (!commits.ok) return commits;
  const committed = await commitForTask(crew, caller, input);
  if (!committed.ok) return committed;
  // It may have been cancelled or given away while git was asked.
  const task = completable(crew, caller, input.task);
  if (!task.ok) return task;
  const { id, assignee } = task.value;
  const { summary, tests } = input;
  const result: TaskResult = { summary, commits: evidenceOf(task.value, input.commits), tests };
  const batch = new Batch(crew, caller);
  batch.add({ kind: 'task.completed', data: { task: id, assignee, result } });
  tellOwners(batch, crew.ledger.view, task.value);
  batch.append();
  return shown(crew, id);
};

/** What it names itself, and what Tutti has committed for it. */
const evidenceOf = ({ commits }: Task, named: readonly string[]): string[] => [
  ...named,
  ...commits.filter((made) => !named.some((hash) => made.startsWith(hash))),
];

const completable = (crew: Crew, caller: Caller, id: string): Result<Task> => {
  const { view } = crew.ledger;
  const task = pickTask(view, caller, id, 'work on');
  if (!task.ok || isTaken(task.value)) return task;
  const ready = checkReady(view, task.value);
  return ready.ok ? task : ready;
};

/** A commit that is named as evidence must be there: in the worktree of who has the task, or of the caller. */
export const checkCommits = async (
  crew: Crew,
  caller: Caller,
  task: Pick<Task, 'assignee'> | null,
  commits: readonly string[],
): Promise<Result<void>> => {
  if (commits.length === 0) return ok(undefined);
  const who = task?.assignee ?? (caller.kind === 'instance' ? caller.id : null);
  const folder = (who === null ? undefined : crew.instance(who)?.cwd) ?? crew.ports.repository.root;
  const missing = await crew.ports.worktrees.missingCommits(folder, commits);
  if (!missing.ok) return missing;
  const [first] = missing.value;
  if (first === undefined) return ok(undefined);
  return fail(
    'bad_input',
    `${folder} has no commit ${missing.value.join(', ')}`,
    'Name commits as git log shows them.',
    {
      field: `commits.${commits.indexOf(first)}`,
    },
  );
};

/** A result is taken, or goes back to who made it with what is missing. */
export const reviewTask = (
  crew: Crew,
  caller: Caller,
  input: VerbParsed<'tasks.review'>,
): Result<ShownTask> => {
  const { view } = crew.ledger;
  const picked = pickTask(view, caller, input.task, 'lead');
  if (!picked.ok) return picked;
  const task = picked.value;
  if (task.state !== 'done') {
    return fail(
      'wrong_state',
      `${task.id} is ${statusOf(view.tasks, task)}, not done`,
      'Wait until it is done.',
      {
        field: 'task',
      },
    );
  }
  if (caller.kind === 'instance' && task.assignee === caller.id) {
    return fail('refused', `${task.id} is your own work`, 'Leave its review to your parent.', {
      field: 'task',
    });
  }
  const batch = new Batch(crew, caller);
  const back = input.accept
    ? accept(batch, caller, task, input.comment)
    : sendBack(crew, batch, task, input.comment);
  if (!back.ok) return back;
  batch.append();
  return shown(crew, task.id);
};

const accept = (batch: Batch, caller: Caller, { id, assignee }: Task, comment: string): Result<void> => {
  batch.add({ kind: 'task.accepted', data: { task: id, assignee, by: partyOf(caller), comment } });
  return ok(undefined);
};

/** To its assignee, unless that is terminated (a crashed one gets it when it is back); else it is open again, with the comment as its reason. */
const sendBack = (crew: Crew, batch: Batch, task: Task, comment: string): Result<void> => {
  if (comment.trim() === '') {
    return fail('bad_input', 'what is missing?', 'Say in "comment" what has to change, with the evidence.', {
      field: 'comment',
    });
  }
  const { id, assignee } = task;
  if (assignee === null || crew.instance(assignee)?.state === 'terminated') {
    batch.add({ kind: 'task.reopened', data: { task: id, assignee, reason: `sent back: ${comment}` } });
    return ok(undefined);
  }
  const attempt = task.attempts + 1;
  const message = batch.tell(assignee, sentBackText({ ...task, attempts: attempt }, comment));
  batch.add({ kind: 'task.assigned', data: { task: id, assignee, attempt, message, reason: comment } });
  return ok(undefined);
};
