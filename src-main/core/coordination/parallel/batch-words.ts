import type { Batch, ShownBatch, ShownItem } from '@contract/parallel.ts';
import type { Task } from '@contract/tasks.ts';

/** A result is read in a line or two; the task has all of it. */
const lineLength = 300;

const brief = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > lineLength ? `${line.slice(0, lineLength - 1)}…` : line;
};

const resultLine = ({ task, title, outcome, reason, summary, commits, assignee }: ShownItem): string => {
  const who = assignee === null ? '' : `, ${assignee}`;
  const said = brief(outcome === 'done' ? summary : reason);
  const made = commits.length === 0 ? '' : ` [${commits.map((hash) => hash.slice(0, 10)).join(', ')}]`;
  return `${task} (${title}): ${outcome ?? 'open'}${who}${said === '' ? '' : `: ${said}`}${made}`;
};

/** What whoever began it is told when all have ended. */
export const finishedText = (batch: ShownBatch): string => {
  const { total, done, failed, cancelled } = batch.counts;
  const others = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
  ];
  const counts = [`${done} of ${total} done`, ...others].join(', ');
  const next = failed > 0 ? ['What failed waits for you: assign it anew, or cancel it.'] : [];
  return [`${batch.id} has finished: ${counts}.`, ...batch.items.map(resultLine), ...next].join('\n');
};

/** What it is told of a task that is not tried again. */
export const gaveUpText = (batch: Batch, task: Task, retries: number, reason: string): string => {
  const tries = retries === 0 ? '' : ` after ${retries + 1} tries`;
  return `${task.id} (${task.title}) of ${batch.id} failed${tries}, and is not tried again: ${reason}\nThe others go on.`;
};

export const remindText = (task: Task, minutes: number): string =>
  `${task.id} (${task.title}): nothing has been seen of you for ${minutes} min. Go on with it, and say with reportProgress where you are. If it can’t be done, call updateTask {"task": "${task.id}", "state": "failed", "reason": …}. Without a sign for as long again it is given to another.`;

export const cancelledText = (batch: Batch, by: string, reason: string): string =>
  `${batch.id} was cancelled by ${by === 'person' ? 'the person' : by}${reason === '' ? '' : `: ${reason}`}. Nothing more is begun for it.`;
