import { fail, TuttiFailure } from '@contract/result.ts';
import Database from 'better-sqlite3';

const codeOf = (error: unknown): string =>
  error instanceof Database.SqliteError || (error instanceof Error && 'code' in error)
    ? String(error.code)
    : '';

/** SQLite could not make sense of the file. */
export const isCorruption = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));

const full = (file: string) =>
  fail(
    'disk_full',
    `The disk that holds ${file} is full; nothing was changed.`,
    'Free some space and try again.',
  );

const unwritable = (file: string, why: string) =>
  fail(
    'state_read_only',
    `Tutti can't write its state file ${file} (${why}).`,
    'Make the folder writable for you, or set TUTTI_STATE_DIR to one that is.',
  );

const broken = (file: string, why: string) =>
  fail(
    'database_corrupt',
    `The event log ${file} is damaged (${why}).`,
    'Close the project and open it again: the damaged file is then kept aside and a new one begun.',
  );

/** An error of SQLite or of the file system as the failure it stands for; null when it is none that was to be expected. */
export const expectedFailure = (error: unknown, file: string): TuttiFailure | null => {
  if (error instanceof TuttiFailure) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT')
    return new TuttiFailure(full(file).error);
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES|EPERM|EROFS|ENOTDIR|ENOENT)/.test(code))
    return new TuttiFailure(unwritable(file, code).error);
  if (isCorruption(error)) return new TuttiFailure(broken(file, code).error);
  return null;
};

/** Runs `work`; an error of SQLite's that was to be expected leaves it as a TuttiFailure, a bug as it is. */
export const withFailures = <T>(file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw expectedFailure(error, file) ?? error;
  }
};
