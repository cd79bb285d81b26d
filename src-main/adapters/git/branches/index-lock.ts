import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';

/** Stands in the lock, so that a later start knows it for Tutti's own. */
const mark = 'tutti holds this lock, process ';

const lockOf = (gitFolder: string): string => join(gitFolder, 'index.lock');
const freshOf = (gitFolder: string): string => join(gitFolder, 'tutti-index');

/** A copy that is not younger than the original: git compares files' times with the index's to see what it must look at again. */
export const copyIndex = (from: string, to: string): void => {
  const { atimeMs, mtimeMs } = statSync(from);
  copyFileSync(from, to);
  utimesSync(to, Math.floor(atimeMs) / 1000, Math.floor(mtimeMs) / 1000);
};

const remove = (file: string): void => rmSync(file, { force: true });

/** A worktree's index, locked against every git, and a copy of it to work on. */
export interface LockedIndex {
  /** For GIT_INDEX_FILE. */
  readonly file: string;
  /** The copy becomes the index. */
  readonly take: () => void;
  readonly unlock: () => void;
}

/** One that can't be marked (a full disk) would be taken for another program's for ever: it goes again. */
const createMarked = (lock: string): void => {
  const file = openSync(lock, 'wx');
  try {
    writeSync(file, `${mark}${process.pid}\n`);
  } catch (error) {
    remove(lock);
    throw error;
  } finally {
    closeSync(file);
  }
};

/** As git itself does it. Error: `git_failed` (locked by another), told in git's words, so that it is tried again. */
export const lockIndex = (gitFolder: string): Result<LockedIndex> => {
  const lock = lockOf(gitFolder);
  const file = freshOf(gitFolder);
  try {
    createMarked(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return fail('git_failed', 'Another git is at work in this worktree.', 'Try again when it has ended.', {
      details: `Unable to create '${lock}': File exists.`,
    });
  }
  const unlock = () => {
    remove(file);
    remove(lock);
  };
  try {
    copyIndex(join(gitFolder, 'index'), file);
  } catch (error) {
    unlock();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error;
    return fail(
      'git_failed',
      `The worktree's index can't be read: ${message}`,
      'Look at it with git status.',
    );
  }
  return ok({ file, take: () => renameSync(file, join(gitFolder, 'index')), unlock });
};

/** What a Tutti that was ended left: a lock with its mark, a copy. Another's lock is not touched. */
export const breakOwnLock = (gitFolder: string): boolean => {
  const lock = lockOf(gitFolder);
  const own = existsSync(lock) && readFileSync(lock, 'utf8').startsWith(mark);
  if (own) remove(lock);
  remove(freshOf(gitFolder));
  remove(`${freshOf(gitFolder)}.lock`);
  return own;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};

/** Whether a Tutti that is no more has left its lock there. That of another one that runs is not touched. */
export const isLeftByTutti = (gitFolder: string): boolean => {
  const lock = lockOf(gitFolder);
  const text = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
  const pid = Number(text.slice(mark.length));
  return text.startsWith(mark) && (pid === process.pid || !isAlive(pid));
};

/** A git that Tutti had started and that outlived it still works on the copy. */
export const isStillAtWork = (gitFolder: string): boolean => existsSync(`${freshOf(gitFolder)}.lock`);
