import type { Plan } from '@contract/plan.ts';
import type { Task } from '@contract/tasks.ts';
import type Database from 'better-sqlite3';

const columns = `id, run, title, instructions, files, dependencies, part, estimate, priority, state, reason, assignee,
  attempts, message, result, accepted, created_by AS createdBy, created_at AS createdAt, started_at AS startedAt, since, commits, uncommitted`;

interface TaskRow
  extends Omit<Task, 'files' | 'dependencies' | 'result' | 'accepted' | 'commits' | 'uncommitted'> {
  readonly files: string;
  readonly dependencies: string;
  readonly result: string | null;
  readonly accepted: string | null;
  readonly commits: string;
  readonly uncommitted: string | null;
}

const parsed = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T));

const taskFrom = (row: TaskRow): Task => ({
  ...row,
  files: JSON.parse(row.files),
  dependencies: JSON.parse(row.dependencies),
  result: parsed(row.result),
  accepted: parsed(row.accepted),
  commits: JSON.parse(row.commits),
  uncommitted: parsed(row.uncommitted),
});

export const prepareReadTasks = (db: Database.Database) => {
  const all = db.prepare(`SELECT ${columns} FROM tasks WHERE run = ? ORDER BY position`);
  const one = db.prepare(`SELECT ${columns} FROM tasks WHERE run = ? AND id = ?`);
  const last = db.prepare('SELECT coalesce(max(number), 0) FROM tasks WHERE run = ?').pluck();
  const plan = db.prepare('SELECT plan FROM plans WHERE run = ?').pluck();
  return {
    tasks: (run: number): Task[] => (all.all(run) as TaskRow[]).map(taskFrom),
    task: (run: number | null, id: string): Task | null => {
      const row = one.get(run, id) as TaskRow | undefined;
      return row === undefined ? null : taskFrom(row);
    },
    lastTask: (run: number) => Number(last.get(run)),
    plan: (run: number | null): Plan | null => parsed((plan.get(run) ?? null) as string | null),
  };
};
