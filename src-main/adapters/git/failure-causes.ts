import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ErrorCode, fail, type Result } from '@contract/result.ts';

/** What is wrong with the machine or the repository, not with what was asked of git. */
export interface Cause {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** With less than this a small file may still be written, and a commit no more. */
const hardlyFreeBytes = 1024 * 1024;

const mayWrite =
  'See to it that you may (owner and mode of the files, how the disk is mounted), then try again.';

const diskFull = (what: string): Cause => ({
  code: 'disk_full',
  message: `The disk is full: ${what}.`,
  remedy: 'Make room on the disk of the repository and on that of Tutti’s state, then try again.',
});

/** What the file system refused to Tutti itself, beside git, as a value; anything else is thrown on. */
export const refusedByDisk = (error: unknown): Result<never> => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (/^(?:ENOSPC|EDQUOT)$/.test(code)) {
    const cause = diskFull(message);
    return fail(cause.code, cause.message, cause.remedy);
  }
  if (!/^(?:EROFS|EACCES|EPERM)$/.test(code)) throw error;
  return fail('git_failed', `Tutti may not write there: ${message}`, mayWrite);
};

const freeBytes = (path: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    // Gone, or another file system that does not tell: then it is not known to be full.
    return null;
  }
};

const isNearlyFull = (path: string): boolean => {
  const free = freeBytes(path);
  return free !== null && free < hardlyFreeBytes;
};

const saysFull = /No space left on device|Out of diskspace|Disk quota exceeded/i;
/** git does not say why, e.g. of a ref's lock. */
const couldNotWrite = /(?:couldn't write|unable to write|write error)(?:[^\n]*?'(\/[^'\n]+)')?/;

const fullDisk = (cwd: string, stderr: string): Cause | null => {
  const unwritten = couldNotWrite.exec(stderr);
  const full =
    saysFull.test(stderr) || (unwritten !== null && [cwd, dirname(unwritten[1] ?? cwd)].some(isNearlyFull));
  if (!full) return null;
  return diskFull(`git could not write what ${cwd} needs`);
};

const lastLine = (stderr: string): string => stderr.trim().split('\n').at(-1) ?? '';

const said: readonly (readonly [RegExp, (cwd: string, stderr: string) => Omit<Cause, 'code'>])[] = [
  [
    /not a git repository|invalid gitfile format/,
    (cwd) => ({
      message: `git finds no repository in ${cwd}: its .git is gone or broken, or was moved.`,
      remedy: 'Put it back as it was; Tutti goes on by itself then.',
    }),
  ],
  [
    /object file .+ is empty|is corrupt|inflate: data stream error|index file corrupt|bad (?:index file )?signature|index file smaller than expected/,
    (cwd, stderr) => ({
      message: `The repository is damaged: ${lastLine(stderr)}`,
      remedy: `Look at it: git -C '${cwd.replaceAll("'", "'\\''")}' fsck. What is missing may be in another clone.`,
    }),
  ],
  [
    /Read-only file system|: Permission denied/,
    (_cwd, stderr) => ({
      message: `git may not write or read there: ${lastLine(stderr)}`,
      remedy: mayWrite,
    }),
  ],
];

/** What git's words tell of the disk or the repository; null: it refused for another reason. */
export const causeOf = (cwd: string, stderr: string): Cause | null => {
  const full = fullDisk(cwd, stderr);
  if (full !== null) return full;
  const found = said.find(([pattern]) => pattern.test(stderr));
  return found === undefined ? null : { code: 'git_failed', ...found[1](cwd, stderr) };
};
