import type { ShownPlan, TaskCount } from '@contract/plan.ts';
import type { WorkGroup } from '@contract/task-verbs.ts';
import type { ShownTask } from '@contract/tasks.ts';
import type { VerbOutput } from '@contract/verbs.ts';

const listed = (name: string, values: readonly string[]): string =>
  values.length === 0 ? '' : ` | ${name}: ${values.join(', ')}`;

/** One task in one line. */
export const taskLine = (task: ShownTask): string => {
  const who = task.assignee === null ? '' : `, ${task.assignee}`;
  const why = task.reason === '' ? '' : ` (${task.reason.split('\n', 1)[0]?.slice(0, 300)})`;
  const parts = [
    task.priority === 'normal' ? '' : ` | ${task.priority}`,
    task.part === null ? '' : ` | part: ${task.part}`,
    listed('files', task.files),
    listed('waits for', task.waitsFor),
    task.attempts > 1 ? ` | attempt ${task.attempts}` : '',
    task.accepted === null ? '' : ' | accepted',
  ];
  return `${task.id}: ${task.status}${who}${why} | ${task.title}${parts.join('')}`;
};

export const tasksText = (tasks: readonly ShownTask[]): string[] =>
  tasks.length === 0
    ? ['No tasks.']
    : [`${tasks.length} task${tasks.length === 1 ? '' : 's'}:\n${tasks.map(taskLine).join('\n')}`];

/** With all that is needed to do it. */
export const wholeTaskText = (task: ShownTask): string[] =>
  task.instructions.trim() === '' ? [taskLine(task)] : [taskLine(task), task.instructions];

export const groupsText = (groups: readonly WorkGroup[]): string[] => {
  if (groups.length === 0) return ['No open tasks to split.'];
  const lines = groups.map(({ group, tasks, after, reason }) => {
    const later = after.length === 0 ? '' : `, after group ${after.join(', ')}`;
    return `Group ${group}${later}: ${tasks.join(', ')} (${reason})`;
  });
  return [`Each group is for one instance, its tasks in this order:\n${lines.join('\n')}`];
};

export const distributedText = ({ assigned, left }: VerbOutput<'tasks.distribute'>): string[] => [
  assigned.length === 0 ? 'Nothing was assigned.' : `Assigned:\n${assigned.map(taskLine).join('\n')}`,
  ...(left.length === 0 ? [] : [`Left:\n${left.map(({ task, reason }) => `${task}: ${reason}`).join('\n')}`]),
];

const countText = ({ total, done, failed }: TaskCount): string =>
  total === 0 ? 'no tasks yet' : `${done} of ${total} tasks done${failed === 0 ? '' : `, ${failed} failed`}`;

export const planText = (plan: ShownPlan | null): string[] => {
  if (plan === null) return ['There is no plan yet.'];
  const parts = plan.parts.map((part) => {
    const who = part.manager === null ? 'nobody leads it' : `led by ${part.manager}`;
    const state = part.completed === null ? countText(part.progress) : 'complete';
    return `- ${part.name}: ${who}, ${state}${listed('files', part.files)}${listed('after', part.dependencies)}`;
  });
  return [
    `Plan (version ${plan.version}): ${plan.goal}\n${parts.join('\n')}\nIn all: ${countText(plan.progress)}.`,
  ];
};
