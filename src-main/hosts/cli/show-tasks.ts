import type { ShownPlan, TaskCount } from '@contract/plan.ts';
import { type ShownTask, type TaskStatus, taskStatuses } from '@contract/tasks.ts';
import { columns } from './columns.ts';
import { oneLine, type Paints } from './paint.ts';

const marks = (status: TaskStatus, paints: Paints): string => {
  const all: Record<TaskStatus, string> = {
    planned: paints.dim('◌'),
    ready: '●',
    assigned: paints.active('○'),
    running: paints.active('●'),
    done: paints.good('✓'),
    failed: paints.bad('✗'),
    cancelled: paints.dim('·'),
  };
  return all[status];
};

/** What needs to be known of where it stands: who has it, what it waits for, what came of it. */
const noteOf = (task: ShownTask, paints: Paints): string => {
  if (task.stuckOn.length > 0) return paints.alert(oneLine(task.reason));
  if (task.status === 'planned') return `waits for ${task.waitsFor.join(', ')}`;
  if (task.status === 'done') return oneLine(task.result?.summary ?? '');
  return oneLine(task.reason);
};

const rowOf = (task: ShownTask, paints: Paints): string[] => [
  marks(task.status, paints),
  task.id,
  task.status,
  task.priority === 'normal' ? '' : task.priority,
  task.assignee ?? '',
  oneLine(task.title),
  noteOf(task, paints),
];

/** Tasks by where they stand: what can be begun or goes on first, what is over last. */
const order: readonly TaskStatus[] = [
  'failed',
  'running',
  'assigned',
  'ready',
  'planned',
  'done',
  'cancelled',
];

export const tasksTable = (tasks: readonly ShownTask[], paints: Paints): string => {
  if (tasks.length === 0) return 'No tasks yet. Add one: tutti tasks add "Write the parser"\n';
  const counts = taskStatuses.flatMap((status) => {
    const count = tasks.filter((task) => task.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const head = ['', 'ID', 'STATUS', '', 'WHO', 'TITLE', ''].map((word) => paints.dim(word));
  const rows = order.flatMap((status) => tasks.filter((task) => task.status === status));
  return `${columns([head, ...rows.map((task) => rowOf(task, paints))])}${counts.join(', ')}\n`;
};

const lines = (name: string, values: readonly string[]): string =>
  values.length === 0 ? '' : `${name}: ${values.map(oneLine).join(', ')}\n`;

/** One task with all that is known of it. */
export const taskText = (task: ShownTask, paints: Paints): string => {
  const { result } = task;
  const done =
    result === null
      ? ''
      : `\n${oneLine(result.summary)}\n${lines('commits', result.commits)}${lines(
          'tests',
          result.tests.map(({ command, outcome }) => `${command} ${outcome}`),
        )}`;
  const instructions = task.instructions.split('\n').map(oneLine).join('\n');
  return [
    columns([rowOf(task, paints)]),
    lines('part', task.part === null ? [] : [task.part]),
    lines('files', task.files),
    lines('depends on', task.dependencies),
    lines('attempts', task.attempts === 0 ? [] : [String(task.attempts)]),
    instructions === '' ? '' : `\n${instructions}\n`,
    done,
  ].join('');
};

const progressWords = ({ total, done, percent }: TaskCount): string =>
  total === 0 ? 'no tasks' : `${done} of ${total}, ${percent} %`;

export const planText = (plan: ShownPlan | null, paints: Paints): string => {
  if (plan === null) return 'There is no plan yet. An executive makes one, or: tutti plan --from plan.json\n';
  const head = ['PART', 'LED BY', 'TASKS', 'AFTER', 'FILES'].map((word) => paints.dim(word));
  const rows = plan.parts.map((part) => [
    oneLine(part.name),
    part.manager ?? paints.alert('nobody'),
    part.completed === null ? progressWords(part.progress) : paints.good('complete'),
    part.dependencies.map(oneLine).join(', '),
    part.files.map(oneLine).join(', '),
  ]);
  return `${paints.bold(oneLine(plan.goal))}\n${columns([head, ...rows])}In all: ${progressWords(plan.progress)}\n`;
};
