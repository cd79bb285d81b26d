import type { InstanceId } from '@contract/ids.ts';
import type { Instance } from '@contract/instances.ts';
import type Database from 'better-sqlite3';
import type { Launched } from '../../core/ports/store.ts';

const columns = `id, run, role, parent, profile, scripted, task, state, witness, reason, since, evidence,
  spawned_at AS spawnedAt, incarnation, pid, pane, cwd, branch, size, exit, progress, todos, blocker, question,
  session, used, tool, files, work, held_up AS "limit", mode, model, recovery, blockage, stand, set_up AS setUp`;

type Encoded =
  | 'scripted'
  | 'size'
  | 'exit'
  | 'progress'
  | 'todos'
  | 'question'
  | 'session'
  | 'used'
  | 'tool'
  | 'files'
  | 'work'
  | 'stand'
  | 'setUp'
  | 'limit'
  | 'mode'
  | 'recovery'
  | 'blockage';
type InstanceRow = Omit<Instance, Encoded> & {
  readonly scripted: number;
  readonly size: string;
  readonly exit: string | null;
  readonly progress: string | null;
  readonly todos: string;
  readonly question: string | null;
  readonly session: string | null;
  readonly used: string;
  readonly tool: string | null;
  readonly files: string;
  readonly work: string;
  readonly stand: string | null;
  readonly setUp: string | null;
  readonly limit: string | null;
  readonly mode: string | null;
  readonly recovery: string;
  readonly blockage: string | null;
};

const parsed = (json: string | null) => (json === null ? null : JSON.parse(json));

const instanceOfRow = (row: InstanceRow): Instance => ({
  ...row,
  scripted: row.scripted === 1,
  size: JSON.parse(row.size),
  exit: parsed(row.exit),
  progress: parsed(row.progress),
  todos: JSON.parse(row.todos),
  question: parsed(row.question),
  session: parsed(row.session),
  used: JSON.parse(row.used),
  tool: parsed(row.tool),
  files: JSON.parse(row.files),
  work: JSON.parse(row.work),
  stand: row.stand === null ? null : JSON.parse(row.stand),
  setUp: parsed(row.setUp),
  limit: parsed(row.limit),
  mode: parsed(row.mode),
  recovery: JSON.parse(row.recovery),
  blockage: parsed(row.blockage),
});

export const prepareReadInstances = (db: Database.Database) => {
  const all = db.prepare(`SELECT ${columns} FROM instances WHERE run = ? ORDER BY position`);
  const launched = db.prepare(
    `SELECT run, id, launched_incarnation AS incarnation, launched_pid AS pid, launched_start AS startTime
     FROM instances WHERE run = ? AND launched_start IS NOT NULL ORDER BY position`,
  );
  const ordinal = db
    .prepare('SELECT coalesce(max(ordinal), 0) FROM instances WHERE run = ? AND parent IS ?')
    .pluck();
  return {
    instances: (run: number) => (all.all(run) as InstanceRow[]).map(instanceOfRow),
    launched: (run: number) => launched.all(run) as Launched[],
    lastOrdinal: (run: number, parent: InstanceId | null) => Number(ordinal.get(run, parent)),
  };
};
