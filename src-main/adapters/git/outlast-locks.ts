import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fail, type Result } from '@contract/result.ts';

/** Agents run git of their own meanwhile. Its locks are held for milliseconds: 5 tries within about 1 s outlast them. */
const lockTries = 5;
const lockPauseMs = 100;

const details = (result: Result<unknown>): string => (result.ok ? '' : (result.error.details ?? ''));

const isLocked = (result: Result<unknown>): boolean =>
  /\.lock': File exists|could not lock|cannot lock ref.*File exists/s.test(details(result));

const seconds = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;

/** A lock that stays: whose it is can't be known, so it is named and left. */
const naming = <T>(result: Result<T>): Result<T> => {
  const path = /'([^'\n]+\.lock)': File exists/.exec(details(result))?.[1];
  const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path === undefined || stat === undefined) return result;
  return fail(
    'git_failed',
    `Another git is at work here, or one was broken off: ${path} is there, ${seconds(Date.now() - stat.mtimeMs)} old.`,
    `Let it end. If no git runs in this repository any more, remove the file: rm '${path.replaceAll("'", "'\\''")}'.`,
    { details: details(result) },
  );
};

/** Tries again while another program holds one of git's lock files; one that is held for long is named in the error, never removed. */
export const outlastingLocks = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
  for (let tries = 1; ; tries += 1) {
    const result = await work();
    if (!isLocked(result)) return result;
    if (tries === lockTries) return naming(result);
    await pause(lockPauseMs * tries);
  }
};
