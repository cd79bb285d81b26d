import { covers } from '@contract/paths.ts';
import type { ChangedFile, Changes, Commit, Conflict } from '@contract/worktree-work.ts';
import type Database from 'better-sqlite3';
import type { ChangesQuery } from '../../core/ports/store.ts';

type FileRow = Changes['files'][number];
interface CommitRow {
  readonly id: string;
  readonly told: number;
  readonly said: string;
}

/** The first of some rows that fit, and whether there are more. */
const pick = <Row, T>(rows: Iterable<Row>, limit: number, read: (row: Row) => T | null) => {
  const picked: T[] = [];
  for (const row of rows) {
    const one = read(row);
    if (one === null) continue;
    if (picked.length === limit) return { picked, more: true };
    picked.push(one);
  }
  return { picked, more: false };
};

const whereSeen = 'WHERE run = @run AND (@id IS NULL OR id = @id)';

export const prepareReadWorktrees = (db: Database.Database) => {
  const conflicts = db.prepare(
    `SELECT id, path, holder, mode, lock, token, hash AS "commit", at FROM conflicts WHERE run = ? ORDER BY position`,
  );
  const files = db.prepare(
    `SELECT id, path, kind, at FROM changed_files ${whereSeen} AND at >= @since ORDER BY at DESC, id, path`,
  );
  const commits = db.prepare(
    `SELECT id, told, said FROM commits ${whereSeen} AND told >= @since ORDER BY position DESC`,
  );
  return {
    conflicts: (run: number) => conflicts.all(run) as Conflict[],
    changedFiles: (run: number, id: string): ChangedFile[] =>
      (files.all({ run, id, since: 0 }) as FileRow[]).map(({ path, kind, at }) => ({ path, kind, at })),
    changes: (run: number, { id, path, since, limit }: ChangesQuery): Changes => {
      const of = { run, id: id ?? null, since: since ?? 0 };
      const fits = (file: string): boolean => path === undefined || covers(path, file);
      const changed = pick(files.iterate(of) as Iterable<FileRow>, limit, (row) =>
        fits(row.path) ? row : null,
      );
      const made = pick(commits.iterate(of) as Iterable<CommitRow>, limit, (row) => {
        const commit = JSON.parse(row.said) as Commit;
        if (path !== undefined && !commit.files.some(fits)) return null;
        return { ...commit, id: row.id, told: row.told };
      });
      return { files: changed.picked, commits: made.picked, more: changed.more || made.more };
    },
  };
};
