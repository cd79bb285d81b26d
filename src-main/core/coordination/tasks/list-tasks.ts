import { fail, ok, type Result } from '@contract/result.ts';
import { shownTask, taskOf } from '@contract/task-status.ts';
import type { ShownTask } from '@contract/tasks.ts';
import type { VerbParsed } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Caller } from '../../model/caller.ts';
import { seesTask } from '../../model/task-rights.ts';

type Input = VerbParsed<'tasks.list'>;

/** An empty list for a name that is not there would say that nothing is to be done. */
const checkNames = (view: View, { tasks = [], part, assignee }: Input): Result<void> => {
  const at = tasks.findIndex((id) => taskOf(view.tasks, id) === undefined);
  if (at >= 0)
    return fail('not_found', `no task ${tasks[at]} in this run`, 'Leave it out to see those there are.', {
      field: `tasks.${at}`,
    });
  // One that the plan has no more may have tasks still.
  const names = new Set([
    ...(view.plan?.parts ?? []).map(({ name }) => name),
    ...view.tasks.map((t) => t.part),
  ]);
  if (part !== undefined && !names.has(part))
    return fail(
      'not_found',
      `the plan has no part ${part}`,
      'Look with getPlan (tutti plan) for those it has.',
      {
        field: 'part',
      },
    );
  if (assignee === undefined || view.instances[assignee] !== undefined) return ok(undefined);
  return fail('not_found', `no instance ${assignee}`, 'List the instances, and name one.', {
    field: 'assignee',
  });
};

export const listTasks = (crew: Crew, caller: Caller, input: Input): Result<ShownTask[]> => {
  const { view } = crew.ledger;
  const known = checkNames(view, input);
  if (!known.ok) return known;
  const { tasks: ids, status, part, assignee } = input;
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
