import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
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

/** Collects up to `limit` bytes; what comes after is read and forgotten, so that the program does not block. */
const collect = (limit: number) => {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    add: (chunk: Buffer) => {
      if (size < limit) chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
    },
    overflowed: () => size > limit,
    bytes: () => Buffer.concat(chunks),
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
};

/** Time to take its lock files away, which git does when it is asked to end. */
const graceMs = 2_000;

/** git and all that it has started: hooks, filters, a program that signs. It leads a group of processes of its own. */
const signalAll = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // All have ended, or what is left of them is another user's and can't be ended from here.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
};

type Ending = 'late' | 'cancelled';

/** Ends a git that takes too long or is no longer wanted. `why` tells afterwards which; `done` must be called when it has ended. */
const endWhenDue = (child: ChildProcessWithoutNullStreams, ms: number, signal: AbortSignal | undefined) => {
  let why: Ending | null = null;
  let last: NodeJS.Timeout | undefined;
  const end = (reason: Ending) => {
    if (why !== null) return;
    why = reason;
    signalAll(child, 'SIGTERM');
    last = setTimeout(() => {
      signalAll(child, 'SIGKILL');
      // What has left the group may hold the pipes open: don't wait for it.
      child.stdout.destroy();
      child.stderr.destroy();
    }, graceMs);
  };
  const cancel = () => end('cancelled');
  const timer = setTimeout(() => end('late'), ms);
  signal?.addEventListener('abort', cancel, { once: true });
  return {
    why: () => why,
    done: () => {
      clearTimeout(timer);
      clearTimeout(last);
      signal?.removeEventListener('abort', cancel);
    },
  };
};

const start = (env: GitEnvironment, run: GitRun): ChildProcessWithoutNullStreams =>
  spawn('git', run.args, {
    cwd: run.cwd,
    env: environmentFor(env, run.writes ?? false, { ...ceiling(run), ...run.more }),
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group and a session of its own: it can be ended whole, and nothing in it finds a terminal to ask at.
    detached: true,
  });

/** Runs git with an argument list. Errors: `git_failed` (not found, not accepted exit code, timeout, cancelled), with its stderr. */
export const runGit = (env: GitEnvironment, run: GitRun): Promise<Result<GitOutput>> =>
  new Promise((resolve) => {
    if (run.signal?.aborted) return resolve(cancelled(run));
    const ms = run.timeoutMs ?? defaultTimeoutMs;
    const child = start(env, run);
    child.on('error', (error) => resolve(notStarted(run, error)));
    // Where the process may open no more files, it has no pipes either.
    if (child.pid === undefined) return;
    // One that ends before it has read all tells so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.input ?? '');
    const stdout = collect(stdoutLimit);
    const stderr = collect(stderrLimit);
    const ending = endWhenDue(child, ms, run.signal);
    child.stdout.on('data', stdout.add);
    child.stderr.on('data', stderr.add);
    child.on('close', (code, signal) => {
      ending.done();
      if (ending.why() === 'late') resolve(timedOut(run, ms, stderr.text()));
      else if (ending.why() === 'cancelled') resolve(cancelled(run));
      else if (code === null || !(run.accept ?? [0]).includes(code))
        resolve(refused(run, code, signal, stderr.text()));
      else if (stdout.overflowed()) resolve(tooMuch(run));
      else resolve(ok({ code, stdout: stdout.text(), stderr: stderr.text(), bytes: stdout.bytes() }));
    });
  });

/** A git that runs in one folder, with one environment. */
export type Git = (
  args: readonly string[],
  more?: Omit<GitRun, 'cwd' | 'args'>,
) => Promise<Result<GitOutput>>;

export const gitIn =
  (env: GitEnvironment, cwd: string): Git =>
  (args, more = {}) =>
    runGit(env, { cwd, args, ...more });
