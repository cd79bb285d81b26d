import type { Task, TaskId } from '@contract/tasks.ts';

const list = (things: readonly string[]): string => things.join(', ');

const factLines = (task: Task): string[] => [
  ...(task.priority === 'normal' ? [] : [`Priority: ${task.priority}`]),
  ...(task.part === null ? [] : [`Part: ${task.part}`]),
  ...(task.estimate === null ? [] : [`Estimate: ${task.estimate} min`]),
  ...(task.files.length === 0 ? [] : [`Files you may change: ${list(task.files)}`]),
  ...(task.dependencies.length === 0 ? [] : [`Builds on: ${list(task.dependencies)}, which are done`]),
];

const howToReport = (id: TaskId): string =>
  `When it is done and committed, call completeTask {"task": "${id}", "summary": …, "commits": […], "tests": […]}. If it can’t be done, call updateTask {"task": "${id}", "state": "failed", "reason": …}.`;

/** A task as its assignee is told of it: complete in itself. */
export const taskText = (task: Task, head: string, note: string): string =>
  [
    `${head}: ${task.title}`,
    factLines(task).join('\n'),
    task.instructions.trim(),
    note === '' ? '' : `Note: ${note}`,
    howToReport(task.id),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

export const assignedText = (task: Task, note: string): string =>
  taskText(task, `${task.id} is yours${task.attempts > 1 ? ` (attempt ${task.attempts})` : ''}`, note);

export const editedText = (task: Task): string => taskText(task, `${task.id} has changed; it is now`, '');

export const sentBackText = (task: Task, comment: string): string =>
  `${task.id} (${task.title}) comes back to you, attempt ${task.attempts}:\n\n${comment}\n\n${howToReport(task.id)}`;

export const takenAwayText = (task: Task, what: string, reason: string): string =>
  `${task.id} (${task.title}) ${what}${reason === '' ? '' : `: ${reason}`}. Stop working on it; what you have committed stays.`;

/** What somebody is told whose tasks can be begun now. */
export const readyText = (done: Task, ready: readonly Task[]): string =>
  `${done.id} (${done.title}) is done. Ready now: ${list(ready.map(({ id, title }) => `${id} (${title})`))}. Nobody has them yet.`;

export const failedText = (task: Task, reason: string, waiting: readonly Task[]): string =>
  [
    `${task.id} (${task.title}) failed in attempt ${task.attempts}: ${reason}`,
    waiting.length === 0
      ? ''
      : `It is waited for by ${list(waiting.map(({ id }) => id))}, which can’t be begun.`,
    `To try it again, assign it anew; else cancel it.`,
  ]
    .filter((part) => part !== '')
    .join('\n');
