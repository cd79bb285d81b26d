import { ok, type Result } from '@contract/result.ts';
import { shownTask } from '@contract/task-status.ts';
import type { ShownTask } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { seesTask } from '../../model/task-rights.ts';

export const listTasks = (
  crew: Crew,
  caller: Caller,
  { tasks: ids, status, part, assignee }: VerbParsed<'tasks.list'>,
): Result<ShownTask[]> => {
  const { view } = crew.ledger;
  const wanted = ids === undefined ? null : new Set(ids);
  const found = view.tasks
    .filter(
      (task) =>
        (wanted === null || wanted.has(task.id)) &&
        (part === undefined || task.part === part) &&
        (assignee === undefined || task.assignee === assignee) &&
        seesTask(view, caller, task),
    )
    .map((task) => shownTask(view.tasks, task));
  return ok(status === undefined ? found : found.filter((task) => status.includes(task.status)));
};
