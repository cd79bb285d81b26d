import { statSync } from 'node:fs';
import { fail, type Result } from '@contract/result.ts';
import { causeOf } from './failure-causes.ts';

interface Run {
  readonly cwd: string;
  readonly args: readonly string[];
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const installLine =
  process.platform === 'darwin'
    ? 'xcode-select --install'
    : 'sudo apt-get install git (or the like of your system)';

export const notStarted = (run: Run, error: Error): Result<never> => {
  if (!isFolder(run.cwd))
    return fail(
      'git_failed',
      `The folder ${run.cwd} is gone.`,
      'Put it back where it was, or check the path.',
    );
  if ('code' in error && error.code === 'ENOENT')
    return fail('git_failed', 'git was not found on this machine.', `Install it: ${installLine}.`);
  return fail('git_failed', `git could not be started: ${error.message}`, 'Check that git can be run.');
};

export const commandOf = (args: readonly string[]): string => ['git', ...args].join(' ').slice(0, 400);

/** What went wrong is said first where git knows it; else by its last line. */
export const refused = (run: Run, code: number | null, signal: string | null, stderr: string) => {
  const details = `${commandOf(run.args)}\n${stderr}`;
  const cause = causeOf(run.cwd, stderr);
  if (cause !== null) return fail(cause.code, cause.message, cause.remedy, { details });
  return fail(
    'git_failed',
    `git ended with ${code === null ? `signal ${signal}` : code}: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    'See what git says, and try again once that is mended.',
    { details },
  );
};

export const timedOut = (run: Run, ms: number, stderr: string) =>
  fail('git_failed', `git did not end within ${ms / 1000} s.`, 'Try again; if it persists, run it by hand.', {
    details: `${commandOf(run.args)}\n${stderr}`,
  });

export const cancelled = (run: Run) =>
  fail('git_failed', 'git was stopped before it had ended.', 'Try again when you wish.', {
    details: commandOf(run.args),
  });

export const tooMuch = (run: Run) =>
  fail('git_failed', 'git printed more than Tutti reads.', 'Report this.', { details: commandOf(run.args) });
