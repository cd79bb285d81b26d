import type { EventData } from '@contract/events.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import { shownTask, statusOf, taskOf } from '@contract/task-status.ts';
import type { ShownTask, Task, TaskId } from '@contract/tasks.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const titles = [
  'Refresh tokens that are used once',
  'Guard the API routes and answer 401 with a reason',
  'Tests for expiry, clock skew and a stolen refresh token',
  'Document the flow in docs/auth.md',
  'Move sessions out of memory into SQLite',
  'Rate-limit the login route per address and per account',
  'Log-out on this device or on all of them',
];

const priorities = ['normal', 'high', 'normal', 'low', 'urgent', 'normal'] as const;
const parts = ['tokens', 'routes', 'docs'] as const;
const person = { kind: 'person', door: 'window' } as const;

const makePlan = (tape: EventTape): void => {
  const manager = Object.keys(tape.view.instances).find((id) => id.startsWith('mgr_')) ?? null;
  tape.add('plan.made', {
    goal: 'The service has JWT authentication, with refresh tokens that are used once',
    by: 'exec_1',
    parts: parts.map((name, at) => ({
      name,
      goal: `All of the ${name}`,
      files: [`src/${name}`],
      manager: at === 0 ? manager : null,
      dependencies: at === 0 ? [] : ['tokens'],
    })),
  });
};

const create = (tape: EventTape, data: Omit<EventData<'task.created'>, 'task'>): TaskId => {
  const task = `task_${tape.view.tasks.length + 1}`;
  tape.add('task.created', { task, ...data });
  return task;
};

const result = {
  summary: 'Refresh tokens are used once, and a stolen one is noticed',
  commits: ['3f2a9c1d'],
  tests: [{ command: 'npm test', outcome: 'passed' as const }],
};

/** How a task goes on from its making: in turns, so that few tasks already show every state. */
const goOn = (tape: EventTape, task: TaskId, turn: number, assignee: string): void => {
  const of = { task, assignee };
  const assign = (attempt: number): void => {
    tape.add('task.assigned', { ...of, attempt, message: null, reason: '' });
  };
  if (turn === 0 || turn === 5) {
    assign(1);
    tape.add('task.started', of);
    tape.add('task.completed', { ...of, result });
    if (turn === 5) tape.add('task.accepted', { ...of, by: 'exec_1', comment: '' });
  } else if (turn === 1) {
    assign(1);
    tape.add('task.started', of);
  } else if (turn === 3) assign(2);
  else if (turn === 6) {
    assign(1);
    tape.add('task.failed', { ...of, reason: 'the database can’t be reached' });
  } else if (turn === 8) tape.add('task.cancelled', { ...of, reason: 'not needed any more' });
};

/** `count` tasks of a plan in every state, some of which depend on earlier ones. */
export const addTasks = (tape: EventTape, count: number): void => {
  if (count === 0) return;
  makePlan(tape);
  const owners = Object.keys(tape.view.instances).filter((id) => id.startsWith('spec_'));
  for (let at = 0; at < count; at++) {
    const back = [at - 2, at - 7].filter((before) => at % 3 === 1 && before >= 0);
    const task = create(tape, {
      title: titles[at % titles.length] ?? '',
      instructions: 'A token that comes a second time revokes its whole family.',
      files: at % 4 === 0 ? [] : ['src/auth/refresh.ts', 'tests/auth/**'],
      dependencies: back.map((before) => `task_${before + 1}`),
      part: at % 5 === 4 ? null : (parts[at % parts.length] ?? null),
      estimate: at % 2 === 0 ? 45 : null,
      priority: priorities[at % priorities.length] ?? 'normal',
      by: 'exec_1',
    });
    // What waits for others stays planned.
    const { tasks } = tape.view;
    const made = taskOf(tasks, task);
    if (made !== undefined && statusOf(tasks, made) === 'ready')
      goOn(tape, task, at % 10, owners[at % owners.length] ?? 'exec_1');
  }
};

const changed = (
  tape: EventTape,
  id: TaskId,
  may: (task: Task) => boolean,
  change: (task: Task) => void,
): Result<ShownTask> => {
  const task = taskOf(tape.view.tasks, id);
  if (task === undefined) return fail('not_found', `There is no ${id}.`, 'Look at the list.');
  if (!may(task))
    return fail('wrong_state', `${id} is ${statusOf(tape.view.tasks, task)}.`, 'Pick another task.');
  change(task);
  const after = taskOf(tape.view.tasks, id) ?? task;
  return ok(shownTask(tape.view.tasks, after));
};

/** The rooms of tasks, without messages to whoever has them. */
export const taskHandlers = (tape: EventTape): Handlers => ({
  'tasks.create': ({ tasks }) => {
    const ids = tasks.map(({ ref: _, ...said }) => create(tape, { ...said, by: 'person' }));
    return ok(
      ids.flatMap((id) => {
        const task = taskOf(tape.view.tasks, id);
        return task === undefined ? [] : [shownTask(tape.view.tasks, task)];
      }),
    );
  },
  'tasks.assign': ({ task: id, to }) => {
    const given = tape.view.tasks.filter((task) => task.assignee === to && task.state === 'assigned');
    if (given.length >= 2)
      return fail('limit_reached', `${to} has ${given.length} tasks before it.`, 'Pick another instance.');
    return changed(
      tape,
      id,
      (task) => statusOf(tape.view.tasks, task) === 'ready',
      ({ attempts }) =>
        tape.add(
          'task.assigned',
          { task: id, assignee: to, attempt: attempts + 1, message: null, reason: '' },
          person,
        ),
    );
  },
  'tasks.cancel': ({ task: id, reason }) =>
    changed(
      tape,
      id,
      ({ state }) => state !== 'done' && state !== 'cancelled',
      ({ assignee }) => tape.add('task.cancelled', { task: id, assignee, reason }, person),
    ),
  'tasks.review': ({ task: id, accept, comment }) =>
    changed(
      tape,
      id,
      ({ state }) => state === 'done',
      ({ assignee, attempts }) => {
        if (accept) tape.add('task.accepted', { task: id, assignee, by: 'person', comment }, person);
        else if (assignee !== null)
          tape.add(
            'task.assigned',
            { task: id, assignee, attempt: attempts + 1, message: null, reason: comment },
            person,
          );
      },
    ),
  'tasks.update': ({ task: id, reason }) =>
    changed(
      tape,
      id,
      ({ state }) => state === 'failed',
      ({ assignee }) => tape.add('task.reopened', { task: id, assignee, reason }, person),
    ),
});
