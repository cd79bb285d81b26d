import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AgentKind } from './agent-kind.ts';
import { installedCli } from './installed-cli.ts';
import type { AgentHome } from './prepare-home.ts';

export interface HeadlessRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How each CLI is asked one thing without a terminal, answering in JSON, no tool asking for leave. */
const headlessArguments: Readonly<Record<AgentKind, (prompt: string) => readonly string[]>> = {
  claude: (prompt) => ['-p', prompt, '--output-format', 'json', '--permission-mode', 'bypassPermissions'],
  codex: (prompt) => ['exec', '--skip-git-repo-check', '--json', prompt],
  gemini: (prompt) => ['-p', prompt, '--output-format', 'json', '--approval-mode', 'yolo'],
  opencode: (prompt) => ['run', '--format', 'json', prompt],
};

/** Runs a CLI to its end, or the test's, in a folder; what it started in its own process group ends with it. */
export const runHeadless = async (home: AgentHome, cwd: string, prompt: string): Promise<HeadlessRun> => {
  const program = installedCli(home.kind);
  if (program === null) throw new Error(`${home.kind} is not installed`);
  const child = spawn(program, headlessArguments[home.kind](prompt), {
    cwd,
    env: { PATH: pathWithThisNode(), TERM: 'dumb', ...home.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // A test that runs out of time must not leave it running.
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) endGroup(child.pid);
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  endGroup(child.pid);
  await new Promise<void>((resolve) =>
    child.stdout.readableEnded ? resolve() : child.once('close', resolve),
  );
  return { code, stdout, stderr };
};

/** The launchers look for `node`: they get the one that runs the tests. */
const pathWithThisNode = (): string => `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;

const endGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: nothing is left of the group, as it should be.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};
