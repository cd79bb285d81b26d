import type { EventKind, TuttiEvent } from './events.ts';
import type { Plan } from './plan.ts';
import type { taskEvents } from './task-events.ts';
import { placeOfTask } from './task-status.ts';
import type { Task } from './tasks.ts';
import type { View } from './view.ts';

type TaskKind = keyof typeof taskEvents;
type EventOf<K extends EventKind> = Extract<TuttiEvent, { kind: K }>;
type TaskEvent = EventOf<TaskKind>;
type Side = Pick<View, 'tasks' | 'plan'>;

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A field that is there and undefined says nothing: in the log it is not there. */
const given = <T extends object>(changes: T): Given<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Given<T>;

/** What becomes of one task by an event about it. */
const changeOf = (
  task: Task,
  event: Exclude<TaskEvent, EventOf<'task.created' | (`plan.${string}` & TaskKind)>>,
): Partial<Task> => {
  const { at } = event;
  switch (event.kind) {
    case 'task.edited':
      return given(event.data.changes);
    case 'task.assigned': {
      const { assignee, attempt, message, reason } = event.data;
      return {
        ...{ state: 'assigned', assignee, attempts: attempt, message, reason, since: at },
        ...{ startedAt: null, result: null, accepted: null, uncommitted: null },
      };
    }
    case 'task.started':
      return { state: 'running', reason: '', startedAt: at, since: at };
    case 'task.reopened':
      return {
        ...{ state: 'open', assignee: null, message: null, reason: event.data.reason, since: at },
        ...{ startedAt: null, result: null, accepted: null, uncommitted: null },
      };
    case 'task.completed':
      return { state: 'done', result: event.data.result, reason: '', uncommitted: null, since: at };
    case 'task.committed':
      return { commits: [...task.commits, event.data.commit], uncommitted: null };
    case 'task.uncommitted':
      return { uncommitted: { reason: event.data.reason, at } };
    case 'task.failed':
      return { state: 'failed', reason: event.data.reason, uncommitted: null, since: at };
    case 'task.cancelled':
      return { state: 'cancelled', reason: event.data.reason, uncommitted: null, since: at };
    case 'task.accepted': {
      const { by, comment } = event.data;
      return { accepted: { by, comment, at } };
    }
    default:
      return event satisfies never;
  }
};

const created = ({ data, at, run }: EventOf<'task.created'>): Task => {
  const { task, by, ...said } = data;
  return {
    ...said,
    id: task,
    run: run ?? 0,
    state: 'open',
    reason: '',
    assignee: null,
    attempts: 0,
    message: null,
    result: null,
    commits: [],
    uncommitted: null,
    accepted: null,
    createdBy: by,
    createdAt: at,
    startedAt: null,
    since: at,
  };
};

const made = (before: Plan | null, { data, at }: EventOf<'plan.made'>): Plan => ({
  ...data,
  // What was handed up stays handed up, also where the plan around it has changed.
  parts: data.parts.map((part) => ({
    ...part,
    completed: before?.parts.find(({ name }) => name === part.name)?.completed ?? null,
  })),
  madeAt: at,
  version: (before?.version ?? 0) + 1,
});

const withPart = (plan: Plan | null, name: string, change: Partial<Plan['parts'][number]>): Plan | null =>
  plan === null
    ? null
    : { ...plan, parts: plan.parts.map((part) => (part.name === name ? { ...part, ...change } : part)) };

/** Tasks and the plan after one more event about them: the same in the view and in the rows. */
export const reduceTasks = <S extends Side>(side: S, event: TaskEvent): S => {
  switch (event.kind) {
    case 'plan.made':
      return { ...side, plan: made(side.plan, event) };
    case 'plan.staffed':
      return { ...side, plan: withPart(side.plan, event.data.part, { manager: event.data.manager }) };
    case 'plan.part-completed': {
      const { part, by, result } = event.data;
      return { ...side, plan: withPart(side.plan, part, { completed: { ...result, by, at: event.at } }) };
    }
    case 'task.created': {
      const place = placeOfTask(side.tasks, event.data.task);
      const task = created(event);
      return { ...side, tasks: place === -1 ? [...side.tasks, task] : side.tasks.with(place, task) };
    }
    default: {
      const place = placeOfTask(side.tasks, event.data.task);
      const task = side.tasks[place];
      if (task === undefined) return side;
      return { ...side, tasks: side.tasks.with(place, { ...task, ...changeOf(task, event) }) };
    }
  }
};
