import { reduceTasks } from '@contract/reduce-tasks.ts';
import type { taskEvents } from '@contract/task-events.ts';
import type { Task } from '@contract/tasks.ts';
import type Database from 'better-sqlite3';
import { jsonOrNull } from '../../system/encode.ts';
import { prepareReadTasks } from '../read-tasks.ts';
import type { EventOf, Projector } from './projector.ts';

type TaskKind = Extract<keyof typeof taskEvents, `task.${string}`>;
type PlanKind = Exclude<keyof typeof taskEvents, TaskKind>;

/** Writes a task's row; one that stands already keeps its place. */
const prepareWrite = (db: Database.Database) => {
  const put = db.prepare(`
    INSERT INTO tasks (
      run, id, position, number, title, files, dependencies, part, estimate, priority, state, reason, assignee, attempts,
      message, result, accepted, created_by, created_at, started_at, since, instructions, commits, uncommitted
    ) VALUES (
      @run, @id, @position, @number, @title, @files, @dependencies, @part, @estimate, @priority, @state, @reason, @assignee,
      @attempts, @message, @result, @accepted, @createdBy, @createdAt, @startedAt, @since, @instructions, @commits, @uncommitted
    )
    ON CONFLICT (run, id) DO UPDATE SET
      title = excluded.title, files = excluded.files, dependencies = excluded.dependencies, part = excluded.part,
      estimate = excluded.estimate, priority = excluded.priority, state = excluded.state, reason = excluded.reason,
      assignee = excluded.assignee, attempts = excluded.attempts, message = excluded.message, result = excluded.result,
      accepted = excluded.accepted, created_by = excluded.created_by, created_at = excluded.created_at,
      started_at = excluded.started_at, since = excluded.since, instructions = excluded.instructions,
      commits = excluded.commits, uncommitted = excluded.uncommitted`);
  return (task: Task, position: number): void =>
    void put.run({
      ...task,
      position,
      number: Number(task.id.slice('task_'.length)),
      files: JSON.stringify(task.files),
      dependencies: JSON.stringify(task.dependencies),
      result: jsonOrNull(task.result),
      accepted: jsonOrNull(task.accepted),
      commits: JSON.stringify(task.commits),
      uncommitted: jsonOrNull(task.uncommitted),
    });
};

/** One row is read, changed by the contract's own fold, and written: rows and view can't come apart. */
export const taskProjectors = (db: Database.Database) => {
  const { task: read, plan: readPlan } = prepareReadTasks(db);
  const write = prepareWrite(db);
  const putPlan = db.prepare('INSERT OR REPLACE INTO plans (run, plan) VALUES (?, ?)');
  const ofTask = (event: EventOf<TaskKind>): void => {
    const known = read(event.run, event.data.task);
    const { tasks } = reduceTasks({ tasks: known === null ? [] : [known], plan: null }, event);
    for (const task of tasks) write(task, event.seq);
  };
  const ofPlan = (event: EventOf<PlanKind>): void => {
    const { plan } = reduceTasks({ tasks: [], plan: readPlan(event.run) }, event);
    if (plan !== null) putPlan.run(event.run, JSON.stringify(plan));
  };
  return {
    'task.created': ofTask,
    'task.edited': ofTask,
    'task.assigned': ofTask,
    'task.started': ofTask,
    'task.reopened': ofTask,
    'task.completed': ofTask,
    'task.committed': ofTask,
    'task.uncommitted': ofTask,
    'task.failed': ofTask,
    'task.cancelled': ofTask,
    'task.accepted': ofTask,
    'plan.made': ofPlan,
    'plan.staffed': ofPlan,
    'plan.part-completed': ofPlan,
  } satisfies { readonly [K in TaskKind | PlanKind]: Projector<K> };
};
