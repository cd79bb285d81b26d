import type { Task } from '@contract/tasks.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import { isTaken } from '../../model/held-tasks.ts';
import { taskTrailer } from './commit-words.ts';

const find = async (crew: Crew, { id, run, assignee }: Task): Promise<void> => {
  const branch = assignee === null ? null : (crew.instance(assignee)?.branch ?? null);
  if (branch === null) return;
  const tip = await crew.ports.commits.tipWith(branch, taskTrailer(run, { id }));
  if (!tip.ok) {
    crew.ports.log.warn('a commit of Tutti’s could not be looked for', {
      task: id,
      error: tip.error.message,
    });
    return;
  }
  const now = crew.ledger.view.tasks.find((task) => task.id === id && task.run === run);
  if (crew.stopped || tip.value === null || now === undefined || now.commits.includes(tip.value.commit))
    return;
  crew.ledger.append([
    { kind: 'task.committed', data: { task: id, assignee, ...tip.value, found: true }, run },
  ]);
};

/** A host ended between a commit and its event: the commit is what counts, and its trailer says for what it is. */
export const findTaskCommits = (crew: Crew): void => {
  const { settings, tasks } = crew.ledger.view;
  if (!settings.commits.onTaskDone) return;
  const look = async (): Promise<void> => {
    for (const task of tasks) if (isTaken(task) && !crew.stopped) await find(crew, task);
  };
  // Not waited for: nobody's start has to wait until git has been asked about a hundred branches.
  look().catch((error: unknown) => crew.ports.log.error('commits of tasks', error));
};
