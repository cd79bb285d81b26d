import type { InstanceId } from '@contract/ids.ts';
import type { RemovedRecording } from '@contract/recordings.ts';
import { emptyView, type Orphan, type Run, type View } from '@contract/view.ts';
import type Database from 'better-sqlite3';
import type { Nonce } from '../../core/ports/store.ts';
import { settingsOf } from './read-settings.ts';

const runColumns = 'run, title, started_at AS startedAt, ended_at AS endedAt';

interface ProjectRow {
  readonly terminals: View['terminals'];
  readonly trusted: number;
  readonly settings: string | null;
  readonly budgets: string | null;
  readonly reached: string;
}

interface RuleRow {
  readonly id: string;
  readonly addedAt: number;
  readonly terms: string;
}

/** What belongs to the project as a whole: runs, orphans, settings. */
export const prepareReadProject = (db: Database.Database) => {
  const runs = db.prepare(`SELECT ${runColumns} FROM runs ORDER BY run`);
  const orphans = db.prepare(
    `SELECT pid, start_time AS startTime, command, instance, found_at AS foundAt FROM orphans ORDER BY position`,
  );
  const rules = db.prepare('SELECT id, added_at AS addedAt, terms FROM rules ORDER BY position');
  const breakers = db.prepare('SELECT data FROM breakers ORDER BY position').pluck();
  const wishes = db.prepare('SELECT data FROM wishes WHERE run = ? ORDER BY position').pluck();
  const approvesAll = db.prepare('SELECT approves_all FROM runs WHERE run = ?').pluck();
  const shutdown = db.prepare('SELECT data FROM shutdowns WHERE run = ?').pluck();
  const told = db.prepare('SELECT key FROM told_attention ORDER BY position').pluck();
  const project = db.prepare('SELECT terminals, trusted, settings, budgets, reached FROM project');
  const seq = db.prepare('SELECT coalesce(max(seq), 0) FROM events').pluck();
  return {
    runs: () => runs.all() as Run[],
    lastSeq: () => Number(seq.get()),
    /** What waits for the person in a run. */
    approvals: (run: number): Pick<View, 'approvals' | 'approvesAll'> => ({
      approvals: (wishes.all(run) as string[]).map((data) => JSON.parse(data)),
      approvesAll: approvesAll.get(run) === 1,
    }),
    /** The orderly end that is under way in a run. */
    shutdown: (run: number): View['shutdown'] => {
      const data = shutdown.get(run);
      return typeof data === 'string' ? JSON.parse(data) : null;
    },
    projectView: (): Pick<
      View,
      | 'seq'
      | 'orphans'
      | 'terminals'
      | 'rules'
      | 'breakers'
      | 'budgets'
      | 'reached'
      | 'told'
      | 'trusted'
      | 'settings'
    > => {
      const row = project.get() as ProjectRow;
      return {
        seq: Number(seq.get()),
        orphans: orphans.all() as Orphan[],
        terminals: row.terminals,
        rules: (rules.all() as RuleRow[]).map(({ id, addedAt, terms }) => ({
          ...JSON.parse(terms),
          id,
          addedAt,
        })),
        breakers: (breakers.all() as string[]).map((data) => JSON.parse(data)),
        budgets: row.budgets === null ? emptyView.budgets : JSON.parse(row.budgets),
        reached: JSON.parse(row.reached),
        told: told.all() as string[],
        trusted: row.trusted === 1,
        settings: settingsOf(row.settings),
      };
    },
  };
};

/** How runs are recorded, and what became of their recordings. */
export const prepareReadRecordings = (db: Database.Database) => {
  const recording = db.prepare('SELECT recorded, recording_paused AS paused FROM runs WHERE run = ?');
  const protectedOnes = db.prepare('SELECT run FROM runs WHERE recording_protected = 1 ORDER BY run').pluck();
  const removed = db
    .prepare('SELECT recording_removed FROM runs WHERE recording_removed IS NOT NULL')
    .pluck();
  return {
    recording: (run: number): View['recording'] => {
      const { recorded, paused } = recording.get(run) as { recorded: number; paused: string | null };
      return { on: recorded === 1, paused };
    },
    protectedRuns: () => protectedOnes.all() as number[],
    removedRecordings: () =>
      (removed.all() as string[])
        .map((data) => JSON.parse(data) as RemovedRecording)
        .toSorted((one, other) => other.at - one.at || other.run - one.run),
  };
};

/** What only the host itself may look at. */
export const prepareReadSecrets = (db: Database.Database) => {
  const bearer = db.prepare(
    `SELECT tokens.run, tokens.id FROM tokens JOIN instances USING (run, id)
     WHERE hash = ? AND state <> 'terminated'`,
  );
  const nonce = db.prepare('SELECT hash, incarnation, deadline FROM nonces WHERE run = ? AND id = ?');
  return {
    bearer: (hash: string) => (bearer.get(hash) ?? null) as { run: number; id: InstanceId } | null,
    nonce: (run: number, id: InstanceId) => (nonce.get(run, id) ?? null) as Nonce | null,
  };
};

export const prepareMeta = (db: Database.Database) => {
  const get = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  return {
    getMeta: (key: string) => (get.get(key) ?? null) as string | null,
    setMeta: (key: string, value: string) => void set.run(key, value),
  };
};
