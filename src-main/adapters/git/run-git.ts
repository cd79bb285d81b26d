import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { fail, ok, type Result } from '@contract/result.ts';

export interface GitOutput {
  /** Exit code: one of those declared acceptable. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
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
  readonly input?: string;
}

/** The inherited environment, as far as it does not lead git elsewhere or make it ask. */
export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** A checkout of a large repository on a slow disk takes minutes; a read that takes longer hangs. */
const defaultTimeoutMs = 60_000;
export const checkoutTimeoutMs = 600_000;
/** What an error needs to be understood; a hook or filter may print without end. */
const stderrLimit = 8_000;
/** Lists of files of the largest repositories have some tens of MB. */
const stdoutLimit = 64 * 1024 * 1024;

/** Set by git itself for hooks and aliases: inherited, they would make it work on another repository. */
const misleading = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
];

const environmentFor = (env: GitEnvironment, writes: boolean): NodeJS.ProcessEnv => {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !misleading.includes(name)));
  return {
    ...kept,
    // English messages, which is what is recognised in stderr; file names stay UTF-8.
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_SEQUENCE_EDITOR: 'false',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
    ...(writes ? {} : { GIT_OPTIONAL_LOCKS: '0' }),
  };
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const installLine =
  process.platform === 'darwin'
    ? 'xcode-select --install'
    : 'sudo apt-get install git (or the like of your system)';

const notStarted = (run: GitRun, error: Error): Result<never> => {
  if (!isFolder(run.cwd)) return fail('git_failed', `The folder ${run.cwd} is gone.`, 'Check the path.');
  if ('code' in error && error.code === 'ENOENT')
    return fail('git_failed', 'git was not found on this machine.', `Install it: ${installLine}.`);
  return fail('git_failed', `git could not be started: ${error.message}`, 'Check that git can be run.');
};

const commandOf = (args: readonly string[]): string => ['git', ...args].join(' ').slice(0, 400);

const refused = (run: GitRun, code: number | null, signal: string | null, stderr: string) =>
  fail(
    'git_failed',
    `git ended with ${code === null ? `signal ${signal}` : code}: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    'See what git says, and try again once that is mended.',
    { details: `${commandOf(run.args)}\n${stderr}` },
  );

const timedOut = (run: GitRun, ms: number, stderr: string) =>
  fail('git_failed', `git did not end within ${ms / 1000} s.`, 'Try again; if it persists, run it by hand.', {
    details: `${commandOf(run.args)}\n${stderr}`,
  });

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
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
};

/** Runs git with an argument list. Errors: `git_failed` (not found, not accepted exit code, timeout), with its stderr. */
export const runGit = (env: GitEnvironment, run: GitRun): Promise<Result<GitOutput>> =>
  new Promise((resolve) => {
    const ms = run.timeoutMs ?? defaultTimeoutMs;
    const child = spawn('git', run.args, {
      cwd: run.cwd,
      env: environmentFor(env, run.writes ?? false),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // One that ends before it has read all tells so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.input ?? '');
    const stdout = collect(stdoutLimit);
    const stderr = collect(stderrLimit);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open: don't wait for it.
      child.stdout.destroy();
      child.stderr.destroy();
    }, ms);
    child.stdout.on('data', stdout.add);
    child.stderr.on('data', stderr.add);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve(notStarted(run, error));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (late) resolve(timedOut(run, ms, stderr.text()));
      else if (code === null || !(run.accept ?? [0]).includes(code))
        resolve(refused(run, code, signal, stderr.text()));
      else if (stdout.overflowed())
        resolve(
          fail('git_failed', 'git printed more than Tutti reads.', 'Report this.', {
            details: commandOf(run.args),
          }),
        );
      else resolve(ok({ code, stdout: stdout.text(), stderr: stderr.text() }));
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
