import type { TuttiEvent } from '@contract/events.ts';
import type { InstanceId } from '@contract/ids.ts';
import type { Message } from '@contract/messages.ts';
import type { Task } from '@contract/tasks.ts';
import { messageOf, type View } from '@contract/view.ts';
import type { Crew } from '../../hierarchy/crew.ts';
import type { Keeper } from '../../keeper.ts';
import type { Fact } from '../../ledger.ts';
import { isTaken, tasksOf } from '../../model/held-tasks.ts';

/** What may change who has a task, or whether it is begun. */
const kinds: ReadonlySet<string> = new Set([
  'instance.changed',
  'message.accepted',
  'message.failed',
  'message.expired',
  'task.assigned',
  'task.reopened',
  'task.completed',
  'task.failed',
  'task.cancelled',
]);

/**
 * Keeps tasks true to what becomes of those who have them: the tasks of a terminated instance are open again (a crashed one
 * keeps its own: it is started again), and one whose message failed is open. A task whose message was accepted is running,
 * one at a time for each instance, the oldest first.
 */
export const keepTasks = (crew: Crew): Keeper => {
  const look = (cause: number): void => {
    const facts = crew.ledger.view.tasks.flatMap((task) => factsFor(crew.ledger.view, task));
    if (facts.length > 0) crew.ledger.append(facts.map((fact) => ({ ...fact, cause })));
  };
  crew.ledger.listen((events) => {
    if (crew.stopped) return;
    const last = events.findLast((event) => mayMatter(crew, event));
    if (last !== undefined) look(last.seq);
  });
  // What a host that was killed had not come to is found in the rows.
  return { resume: () => look(crew.hostBegan) };
};

const mayMatter = (crew: Crew, event: TuttiEvent): boolean => {
  if (!kinds.has(event.kind) || event.run !== crew.run) return false;
  return event.kind !== 'instance.changed' || event.data.to === 'terminated';
};

const factsFor = (view: View, task: Task): Fact[] => {
  const { id, assignee } = task;
  if (assignee === null || !isTaken(task)) return [];
  if (view.instances[assignee]?.state === 'terminated') {
    return [{ kind: 'task.reopened', data: { task: id, assignee, reason: `${assignee} was terminated` } }];
  }
  const message = task.state === 'assigned' ? toldBy(view, task) : undefined;
  if (message?.state === 'failed' || message?.state === 'expired') {
    const reason = `${assignee} could not be told: ${message.reason}`;
    return [{ kind: 'task.reopened', data: { task: id, assignee, reason } }];
  }
  if (message?.state !== 'accepted') return [];
  return nextOf(view, assignee)?.id === id ? [{ kind: 'task.started', data: { task: id, assignee } }] : [];
};

const toldBy = (view: View, { message }: Task): Message | undefined =>
  message === null ? undefined : messageOf(view, message);

/** What an instance begins by itself: the oldest that it was told of, while it is at work on none. */
const nextOf = (view: View, assignee: InstanceId): Task | undefined => {
  const own = tasksOf(view, assignee);
  if (own.some(({ state }) => state === 'running')) return undefined;
  return own.find((task) => toldBy(view, task)?.state === 'accepted');
};
