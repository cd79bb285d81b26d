import type { CommitSettings, CommitVariable } from '@contract/commit-settings.ts';
import type { Instance } from '@contract/instances.ts';
import type { TuttiError } from '@contract/result.ts';
import { type Task, uncommittedLimit } from '@contract/tasks.ts';
import { fillText } from '@contract/template-text.ts';
import type { HeldPath } from '@contract/worktree-work.ts';
import { clipped } from '../../hierarchy/clipped.ts';
import type { Trailer } from '../../ports/branch-merges.ts';
import type { CommitOutcome } from '../../ports/work-commits.ts';

/** Whose work a commit is and for what: the first as merges and kept work have it, too. */
export const taskTrailer = (run: number, { id }: Pick<Task, 'id'>): Trailer => ({
  key: 'Tutti-Task',
  value: `${run}/${id}`,
});

export const trailersFor = ({ id, run }: Instance, task: Pick<Task, 'id'>): readonly Trailer[] => [
  { key: 'Tutti-Instance', value: id },
  taskTrailer(run, task),
];

/** The message as the person's template has it; where that leaves nothing, the title of the task. */
export const messageFor = (
  { message }: Pick<CommitSettings, 'message'>,
  instance: Instance,
  task: Task,
  summary: string,
): string => {
  const values: Readonly<Record<CommitVariable, string>> = {
    task: task.id,
    title: task.title,
    summary,
    instance: instance.id,
    run: String(instance.run),
    branch: instance.branch ?? '',
  };
  const text = fillText(message, values).trim();
  return text === '' ? task.title : text;
};

export const heldWords = (held: readonly HeldPath[], count: number): string => {
  const named = held.slice(0, 10).map(({ path, holder }) => `${path} (${holder})`);
  const rest = count - named.length;
  return `others have locked ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

type Stopped = Exclude<CommitOutcome, { kind: 'nothing' | 'committed' }>;

const whyOf = (outcome: Stopped, branch: string): string => {
  switch (outcome.kind) {
    case 'busy':
      return `a ${outcome.with} is under way in your worktree: end it or give it up (git ${outcome.with} --abort)`;
    case 'elsewhere':
      return `${outcome.on === null ? 'no branch' : outcome.on} is checked out in your worktree, not ${branch}: commit what you have there, then run: git checkout ${branch}`;
    case 'moved':
      return `${branch} was moved meanwhile: call completeTask again`;
    case 'refused':
      return `${outcome.by === 'locks' ? '' : `the hook ${outcome.by} refused it: `}${outcome.words}`;
    default:
      return outcome satisfies never;
  }
};

/** Why what was left uncommitted is so still, for who left it and for the person. */
export const stoppedReason = (outcome: Stopped, branch: string): string =>
  clipped(whyOf(outcome, branch), uncommittedLimit);

export const failedReason = ({ message, remedy }: TuttiError): string =>
  clipped(`${message} ${remedy}`, uncommittedLimit);

/** To an instance whose call may have been given up by then. */
export const lateText = ({ id, title }: Task, reason: string): string =>
  `${id} (${title}) is not completed: what you left uncommitted could not be committed: ${reason}\n\nMend it, or commit it yourself, then call completeTask again.`;
