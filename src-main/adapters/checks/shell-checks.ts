import { spawn } from 'node:child_process';
import { type MergeCheck, mergeLimits } from '@contract/merges.ts';
import type { Checks } from '../../core/ports/checks.ts';
import { signalGroup } from '../system/process-life.ts';
import { keepEnd } from '../system/program-output.ts';

/** After TERM, for a test runner to end what it has started; then KILL. */
const graceMs = 5_000;

/** Set by git for hooks: inherited, they would make the check's own git work on another repository. */
const isMisleading = (name: string): boolean => name.startsWith('GIT_') && name !== 'GIT_SSH_COMMAND';

/** Runs checks by `sh` with this environment, told that nobody is there to answer. */
export const shellChecks = (env: Readonly<Record<string, string | undefined>>): Checks => ({
  run: ({ folder, command, timeoutMs, signal, env: more, output: limit, heard }): Promise<MergeCheck> =>
    new Promise((resolve) => {
      const began = Date.now();
      const kept = Object.entries(env).filter(([name]) => !isMisleading(name));
      const output = keepEnd(limit ?? mergeLimits.output);
      const child = spawn('sh', ['-c', command], {
        cwd: folder,
        env: { ...Object.fromEntries(kept), CI: '1', TUTTI_CHECK: '1', ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      const settle = (outcome: MergeCheck['outcome'], more = ''): void =>
        resolve({ command, outcome, output: output.text() + more, ms: Date.now() - began });
      child.on('error', (error) => settle('not-started', error.message));
      // Where the process may open no more files, it has no pipes either.
      if (child.pid === undefined) return;
      let why: MergeCheck['outcome'] | null = null;
      let kill: NodeJS.Timeout | undefined;
      const end = (as: MergeCheck['outcome']): void => {
        why ??= as;
        signalGroup(child, 'SIGTERM');
        kill ??= setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
      };
      const timer = setTimeout(() => end('timed-out'), timeoutMs);
      const callOff = (): void => end('not-started');
      signal.addEventListener('abort', callOff, { once: true });
      if (signal.aborted) callOff();
      for (const stream of [child.stdout, child.stderr]) {
        // Each decodes for itself: a letter may come in two parts.
        stream.setEncoding('utf8');
        stream.on('data', (chunk: string) => {
          output.add(chunk);
          heard?.(chunk);
        });
      }
      child.on('exit', (code) => {
        // How it ended is known: what comes while its pipes are emptied changes nothing of that.
        clearTimeout(timer);
        clearTimeout(kill);
        signal.removeEventListener('abort', callOff);
        // What it left running would hold the pipes open, and work on in a folder that is used again.
        signalGroup(child, 'SIGKILL');
        // A daemon that has left the group holds them open for as long as it likes.
        const letGo = setTimeout(() => {
          child.stdout.destroy();
          child.stderr.destroy();
        }, graceMs);
        child.once('close', () => {
          clearTimeout(letGo);
          settle(why ?? (code === 0 ? 'passed' : 'failed'));
        });
      });
    }),
});
