import { delimiter, dirname } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import { keepBeginning } from '../system/program-output.ts';
import { runProgram } from '../system/run-program.ts';
import { environmentFor, type GitEnvironment } from './git-environment.ts';
import { cancelled, notStarted, refused, timedOut, tooMuch } from './git-failures.ts';

export type { GitEnvironment } from './git-environment.ts';

export interface GitOutput {
  /** Exit code: one of those declared acceptable. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as it came: for contents of files, which need not be text. */
  readonly bytes: Buffer;
}

export interface GitRun {
  /** Folder it runs in; must exist. Given as the working directory, so that no name can look like an option. */
  readonly cwd: string;
  readonly args: readonly string[];
  /** Exit codes that are answers, not failures; 0 alone when absent. */
  readonly accept?: readonly number[];
  /** Whether it changes the repository: then it may take git's locks. */
  readonly writes?: boolean;
  readonly timeoutMs?: number;
  /** What it reads; nothing when absent. */
  readonly input?: string | Buffer;
  /** Ends it, and all that it has started. */
  readonly signal?: AbortSignal | undefined;
  /** Beside the inherited environment, e.g. another index. */
  readonly more?: GitEnvironment;
  /** The folder may lie anywhere in a repository. Else it has to be the top level of one: see `ceiling`. */
  readonly anywhere?: boolean;
}

/**
 * Where git stops to look for a repository: one whose `.git` is gone or broken must not be taken for another one that happens to lie
 * around it (a home folder under git), which would then be written to. A name with the list's own delimiter can't be told.
 */
const ceiling = ({ cwd, anywhere }: GitRun): GitEnvironment =>
  anywhere === true || dirname(cwd).includes(delimiter) ? {} : { GIT_CEILING_DIRECTORIES: dirname(cwd) };

/** A checkout of a large repository on a slow disk takes minutes; a read that takes longer hangs. */
const defaultTimeoutMs = 60_000;
export const checkoutTimeoutMs = 600_000;
/** What an error needs to be understood; a hook or filter may print without end. */
const stderrLimit = 8_000;
/** Lists of files of the largest repositories have some tens of MB. */
const stdoutLimit = 64 * 1024 * 1024;

/** Runs git with an argument list. Errors: `git_failed` (not found, not accepted exit code, timeout, cancelled), with its stderr. */
export const runGit = async (env: GitEnvironment, run: GitRun): Promise<Result<GitOutput>> => {
  const timeoutMs = run.timeoutMs ?? defaultTimeoutMs;
  const [stdout, stderr] = [keepBeginning(stdoutLimit), keepBeginning(stderrLimit)];
  const { cwd, args, input, signal } = run;
  const end = await runProgram({
    ...{ program: 'git', args, cwd, input, timeoutMs, signal, stdout: stdout.add, stderr: stderr.add },
    env: environmentFor(env, run.writes ?? false, { ...ceiling(run), ...run.more }),
  });
  switch (end.kind) {
    case 'not-started':
      return notStarted(run, end.error);
    case 'late':
      return timedOut(run, timeoutMs, stderr.text());
    case 'cancelled':
      return cancelled(run);
    case 'ended': {
      const { code } = end;
      if (code === null || !(run.accept ?? [0]).includes(code))
        return refused(run, code, end.by, stderr.text());
      if (stdout.overflowed()) return tooMuch(run);
      return ok({ code, stdout: stdout.text(), stderr: stderr.text(), bytes: stdout.bytes() });
    }
    default:
      return end satisfies never;
  }
};

/** A git that runs in one folder, with one environment. */
export type Git = (
  args: readonly string[],
  more?: Omit<GitRun, 'cwd' | 'args'>,
) => Promise<Result<GitOutput>>;

export const gitIn =
  (env: GitEnvironment, cwd: string): Git =>
  (args, more = {}) =>
    runGit(env, { cwd, args, ...more });
