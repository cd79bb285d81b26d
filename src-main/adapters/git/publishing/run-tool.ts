import { type ChildProcess, spawn } from 'node:child_process';

export interface ToolRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How a program ended. `code` null: by a signal of somebody else's. */
export type ToolEnd =
  | {
      readonly kind: 'ended';
      readonly code: number | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'late' | 'cancelled'; readonly stderr: string }
  | { readonly kind: 'not-started'; readonly message: string; readonly missing: boolean };

/** After TERM, for git to take its lock files away; then KILL. */
const graceMs = 2_000;
/** A hook may print without end; what is wrong stands at the end. */
const outputLimit = 256 * 1024;

/** The program and all that it has started: hooks, ssh, a credential helper. It leads a group of processes of its own. */
const signalGroup = (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // All have ended, or what is left of them is another user's and can't be ended from here.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
};

const tail = () => {
  let text = '';
  return {
    add: (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-outputLimit);
    },
    text: () => text,
  };
};

/** Runs a program that may wait for the network or ask for a password: it has no terminal, no input, and an end. */
export const runTool = ({ program, args, cwd, env, timeoutMs, signal }: ToolRun): Promise<ToolEnd> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'cancelled', stderr: '' });
    // Detached: a session of its own, so that nothing in it finds a terminal to ask at.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: 'not-started', message: error.message, missing: error.code === 'ENOENT' }),
    );
    // Where the process may open no more files, it has no pipes either.
    if (child.pid === undefined) return;
    const [stdout, stderr] = [tail(), tail()];
    let why: 'late' | 'cancelled' | null = null;
    let kill: NodeJS.Timeout | undefined;
    const end = (reason: 'late' | 'cancelled'): void => {
      if (why !== null) return;
      why = reason;
      signalGroup(child, 'SIGTERM');
      kill = setTimeout(() => {
        signalGroup(child, 'SIGKILL');
        // What has left the group may hold the pipes open: it is not waited for.
        child.stdout.destroy();
        child.stderr.destroy();
      }, graceMs);
    };
    const cancel = (): void => end('cancelled');
    const timer = setTimeout(() => end('late'), timeoutMs);
    signal.addEventListener('abort', cancel, { once: true });
    const settle = (as: ToolEnd): void => {
      clearTimeout(timer);
      clearTimeout(kill);
      signal.removeEventListener('abort', cancel);
      resolve(as);
    };
    child.stdout.on('data', stdout.add);
    child.stderr.on('data', stderr.add);
    child.on('close', (code) =>
      settle(
        why === null
          ? { kind: 'ended', code, stdout: stdout.text(), stderr: stderr.text() }
          : { kind: why, stderr: stderr.text() },
      ),
    );
  });
