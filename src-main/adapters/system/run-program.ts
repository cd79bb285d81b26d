import { type ChildProcess, spawn } from 'node:child_process';
import { signalGroup } from './process-life.ts';

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What it reads; nothing when absent. */
  readonly input?: string | Buffer | undefined;
  readonly timeoutMs: number;
  /** Ends it, and all that it has started. */
  readonly signal?: AbortSignal | undefined;
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
}

/** How a program ended. `code` null: by a signal (`by`) of somebody else's. */
export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly by: NodeJS.Signals | null }
  | { readonly kind: 'late' | 'cancelled' }
  | { readonly kind: 'not-started'; readonly error: NodeJS.ErrnoException };

/** After TERM, for git to take its lock files away, which it does when it is asked to end; then KILL. */
const graceMs = 2_000;

const start = ({ program, args, cwd, env, input }: ProgramRun): ChildProcess =>
  spawn(program, args, {
    cwd,
    env,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    // A group and a session of its own: it can be ended whole, and nothing in it finds a terminal to ask at.
    detached: true,
  });

/** Ends a program that takes too long or is no longer wanted. `why` tells afterwards which; `done` must be called when it has ended. */
const endWhenDue = (child: ChildProcess, { timeoutMs, signal }: ProgramRun) => {
  let why: 'late' | 'cancelled' | null = null;
  let last: NodeJS.Timeout | undefined;
  const end = (reason: 'late' | 'cancelled'): void => {
    if (why !== null) return;
    why = reason;
    signalGroup(child, 'SIGTERM');
    last = setTimeout(() => {
      signalGroup(child, 'SIGKILL');
      // What has left the group may hold the pipes open: it is not waited for.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, graceMs);
  };
  const cancel = (): void => end('cancelled');
  const timer = setTimeout(() => end('late'), timeoutMs);
  signal?.addEventListener('abort', cancel, { once: true });
  return {
    why: () => why,
    done: (): void => {
      clearTimeout(timer);
      clearTimeout(last);
      signal?.removeEventListener('abort', cancel);
    },
  };
};

/**
 * Runs a program with an argument list to its end, or to its timeout or cancellation, with all that it has started: hooks, filters, ssh,
 * a credential helper. It has no terminal. What it prints goes to the two listeners, which bound it.
 */
export const runProgram = (run: ProgramRun): Promise<ProgramEnd> =>
  new Promise((resolve) => {
    if (run.signal?.aborted) return resolve({ kind: 'cancelled' });
    const child = start(run);
    child.on('error', (error) => resolve({ kind: 'not-started', error }));
    // Where the process may open no more files, it has no pipes either.
    if (child.pid === undefined) return;
    // One that ends before it has read all tells so by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(run.input);
    child.stdout?.on('data', run.stdout);
    child.stderr?.on('data', run.stderr);
    const ending = endWhenDue(child, run);
    child.on('close', (code, by) => {
      ending.done();
      const why = ending.why();
      resolve(why === null ? { kind: 'ended', code, by } : { kind: why });
    });
  });
