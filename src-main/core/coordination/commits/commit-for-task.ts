import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { hasEnded } from '@contract/states.ts';
import { taskOf } from '@contract/task-status.ts';
import type { Task } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import { appendSurely } from '../../append-surely.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { HeldPaths } from '../../model/held-paths.ts';
import type { CommitOutcome } from '../../ports/work-commits.ts';
import { noticeFacts } from '../stored-facts.ts';
import { refuseHeld } from '../worktrees/refuse-held.ts';
import { failedReason, heldWords, lateText, messageFor, stoppedReason, trailersFor } from './commit-words.ts';

/** A linter with its tests on what is staged takes a minute; what takes longer belongs into the check of a merge. */
const hookMs = 120_000;

/** Some clients give a tool's call up after a minute: what comes near that is told by a message, too. */
const longCallMs = 45_000;

/** Works in a worktree that is nobody else's: what lies there is its own work, all of it. */
export const hasWorktreeAlone = (crew: Crew, { id, branch, cwd }: Instance): boolean =>
  branch !== null &&
  cwd !== crew.ports.repository.root &&
  !Object.values(crew.ledger.view.instances).some(
    (other) => other.id !== id && other.cwd === cwd && !hasEnded(other.state),
  );

/** The hooks of instances, as they are in its own environment; that others hold nothing of it is looked at here. */
const hooksOf = (crew: Crew) => {
  const { gitHooks, node } = crew.ports.ground();
  return { folder: gitHooks.folder, env: { ...gitHooks.env, TUTTI_NODE: node.command } };
};

const refusalOf =
  (crew: Crew, id: InstanceId) =>
  (paths: readonly string[]): string | null => {
    const { held, count } = refuseHeld(crew, id, paths, new HeldPaths(crew.ledger.view.locks));
    return count === 0 ? null : heldWords(held, count);
  };

const commit = (
  crew: Crew,
  instance: Instance,
  task: Task,
  summary: string,
): Promise<Result<CommitOutcome>> =>
  crew.ports.commits.commitWork({
    worktree: instance.cwd,
    branch: instance.branch ?? '',
    message: messageFor(crew.ledger.view.settings.commits, instance, task, summary),
    trailers: trailersFor(instance, task),
    hooks: hooksOf(crew),
    hookMs,
    refuse: refusalOf(crew, instance.id),
  });

/** Told where it stands: to who called, by the event to the person, and by a message where the call may not be waited for any more. */
const notCommitted = async (
  crew: Crew,
  instance: Instance,
  task: Task,
  why: { readonly reason: string; readonly ms: number },
): Promise<Result<void>> => {
  const { reason, ms } = why;
  const data = { task: task.id, assignee: instance.id, reason };
  await appendSurely(crew, () => [
    { kind: 'task.uncommitted', data },
    ...(ms < longCallMs ? [] : noticeFacts(crew, [{ to: instance.id, text: lateText(task, reason) }])),
  ]);
  return fail(
    'wrong_state',
    `${task.id} is not completed: what you left uncommitted could not be committed: ${reason}`,
    'Mend it, or commit it yourself, then call completeTask again. What is not yours to mend the person was told of.',
    { field: 'task' },
  );
};

const commitInTurn = async (
  crew: Crew,
  id: InstanceId,
  { task: name, summary }: Pick<VerbParsed<'tasks.complete'>, 'task' | 'summary'>,
): Promise<Result<void>> => {
  const instance = crew.instance(id);
  const task = taskOf(crew.ledger.view.tasks, name);
  if (instance === undefined || task === undefined || !hasWorktreeAlone(crew, instance)) return ok(undefined);
  const began = crew.ports.clock.now();
  const made = await commit(crew, instance, task, summary);
  if (crew.stopped) return fail('wrong_state', 'the host is being ended', 'Call it again.');
  const ms = crew.ports.clock.now() - began;
  if (!made.ok) return notCommitted(crew, instance, task, { reason: failedReason(made.error), ms });
  const outcome = made.value;
  if (outcome.kind === 'nothing') return ok(undefined);
  if (outcome.kind !== 'committed')
    return notCommitted(crew, instance, task, { reason: stoppedReason(outcome, instance.branch ?? ''), ms });
  const data = { task: name, assignee: id, commit: outcome.commit, files: outcome.files, found: false };
  await appendSurely(crew, () => [{ kind: 'task.committed', data, run: task.run }]);
  return ok(undefined);
};

/**
 * What an instance has left uncommitted when it completes its task becomes a commit first, if the person wants that: who waits for the
 * task finds all of it on the branch. Where it can't be committed the task is not done. Of others' tasks nothing is committed.
 */
export const commitForTask = async (
  crew: Crew,
  caller: Caller,
  input: Pick<VerbParsed<'tasks.complete'>, 'task' | 'summary'>,
): Promise<Result<void>> => {
  if (caller.kind !== 'instance' || !crew.ledger.view.settings.commits.onTaskDone) return ok(undefined);
  const assignee = taskOf(crew.ledger.view.tasks, input.task)?.assignee ?? null;
  if (assignee !== null && assignee !== caller.id) return ok(undefined);
  // Two calls at once are one commit after the other; its end is not held up by a hook.
  return crew.queue.run(`commit of ${caller.id}`, () => commitInTurn(crew, caller.id, input));
};
