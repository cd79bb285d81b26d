import type { TuttiEvent } from '@contract/events.ts';
import type { TaskId } from '@contract/tasks.ts';
import type { Attempt, Mark, TaskFacts } from './run-facts.ts';

type TaskEvent = Extract<TuttiEvent, { kind: `task.${string}` }>;
type EventOf<K extends TuttiEvent['kind']> = Extract<TuttiEvent, { kind: K }>;

/** Takes in what an event tells of a task, and answers which that is, if any. */
export const gatherTask = (
  tasks: Map<TaskId, TaskFacts>,
  event: TuttiEvent,
  at: number,
): TaskFacts | undefined => {
  if (event.kind === 'task.created') {
    const made = newTask(event, at);
    tasks.set(made.id, made);
    return made;
  }
  if (!isOfTask(event)) return undefined;
  const facts = tasks.get(event.data.task);
  if (facts !== undefined) changeTask(facts, event, { seq: event.seq, at });
  return facts;
};

const isOfTask = (event: TuttiEvent): event is TaskEvent => event.kind.startsWith('task.');

const newTask = ({ data, seq }: EventOf<'task.created'>, at: number): TaskFacts => ({
  id: data.task,
  title: data.title,
  dependencies: data.dependencies,
  by: data.by,
  made: { seq, at },
  state: 'open',
  attempts: [],
  ended: null,
  reason: '',
  result: null,
  commits: [],
});

const changeTask = (facts: TaskFacts, event: TaskEvent, mark: Mark): void => {
  const attempt = facts.attempts.findLast(({ ended }) => ended === null);
  switch (event.kind) {
    case 'task.edited':
      facts.title = event.data.changes.title ?? facts.title;
      facts.dependencies = event.data.changes.dependencies ?? facts.dependencies;
      break;
    case 'task.assigned':
      assigned(facts, event, attempt, mark);
      break;
    case 'task.started':
      facts.state = 'running';
      if (attempt !== undefined) attempt.started ??= mark;
      break;
    case 'task.reopened':
      facts.state = 'open';
      facts.ended = null;
      endAttempt(attempt, 'reopened', event.data.reason, mark);
      break;
    case 'task.completed':
      facts.result = event.data.result;
      endTask(facts, attempt, 'done', '', mark);
      break;
    case 'task.failed':
      endTask(facts, attempt, 'failed', event.data.reason, mark);
      break;
    case 'task.cancelled':
      endTask(facts, attempt, 'cancelled', event.data.reason, mark);
      break;
    case 'task.committed':
      facts.commits.push(event.data.commit);
      break;
    default:
  }
};

const assigned = (
  facts: TaskFacts,
  { data }: EventOf<'task.assigned'>,
  before: Attempt | undefined,
  mark: Mark,
): void => {
  endAttempt(before, 'reopened', data.reason, mark);
  facts.state = 'assigned';
  facts.ended = null;
  const { assignee, message, reason } = data;
  facts.attempts.push({
    assignee,
    assigned: mark,
    message,
    reason,
    started: null,
    ended: null,
    end: null,
    why: '',
  });
};

const endAttempt = (
  attempt: Attempt | undefined,
  end: NonNullable<Attempt['end']>,
  why: string,
  mark: Mark,
): void => {
  if (attempt === undefined) return;
  attempt.ended = mark;
  attempt.end = end;
  attempt.why = why;
};

const endTask = (
  facts: TaskFacts,
  attempt: Attempt | undefined,
  state: 'done' | 'failed' | 'cancelled',
  reason: string,
  mark: Mark,
): void => {
  facts.state = state;
  facts.reason = reason;
  facts.ended = mark;
  endAttempt(attempt, state, reason, mark);
};

/** Who has it now, if anybody. */
export const holderOfTask = ({ attempts }: TaskFacts): string | null => {
  const last = attempts.at(-1);
  return last === undefined || last.ended !== null ? null : last.assignee;
};
