import { execFile } from 'node:child_process';
import type { MachineItem } from '@contract/machine.ts';
import { resolveCommand } from './resolve-command.ts';

interface Wanted {
  readonly name: string;
  readonly kind: MachineItem['kind'];
  readonly versionArgs: readonly string[];
  readonly remedy: string;
  /** The oldest version that works, as [major, minor]. */
  readonly atLeast?: readonly [number, number];
}

/** A version is printed at once by all of these; one that takes longer is shown without. */
const timeoutMs = 3000;

/** Long enough that opening the Welcome page twice starts nothing, short enough that an installation is soon seen. */
const keepMs = 60_000;

/** Debian's and Homebrew's names of a package that both have. */
const install = (name: string): string =>
  process.platform === 'darwin' ? `brew install ${name}` : `sudo apt install ${name}`;

const agent = (name: string, remedy: string): Wanted => ({
  name,
  kind: 'agent',
  versionArgs: ['--version'],
  remedy,
});

const wanted: readonly Wanted[] = [
  { name: 'tmux', kind: 'needed', versionArgs: ['-V'], remedy: install('tmux'), atLeast: [3, 2] },
  { name: 'git', kind: 'needed', versionArgs: ['--version'], remedy: install('git') },
  { name: 'node', kind: 'needed', versionArgs: ['--version'], remedy: install('nodejs') },
  agent('claude', 'npm install -g @anthropic-ai/claude-code'),
  agent('codex', 'npm install -g @openai/codex'),
  agent('gemini', 'npm install -g @google/gemini-cli'),
  agent('opencode', 'npm install -g opencode-ai'),
  agent('aider', 'pipx install aider-chat'),
];

/**
 * Looks for what Tutti needs and for the coding agents it can run. Reads PATH and asks each program its version, all at
 * once; nothing is installed or changed. `env` is what the programs are started with.
 */
export function foundOnMachine(
  env: Readonly<Record<string, string | undefined>>,
  now: () => number = Date.now,
): () => Promise<readonly MachineItem[]> {
  let kept: { readonly until: number; readonly items: Promise<readonly MachineItem[]> } | null = null;
  return () => {
    if (kept === null || now() >= kept.until)
      kept = { until: now() + keepMs, items: Promise.all(wanted.map((one) => look(one, env))) };
    return kept.items;
  };
}

async function look(one: Wanted, env: Readonly<Record<string, string | undefined>>): Promise<MachineItem> {
  const path = resolveCommand(one.name, env.PATH ?? '');
  const item = { name: one.name, kind: one.kind, path };
  if (path === null) return { ...item, found: false, version: null, remedy: one.remedy };
  const version = await versionOf(path, one.versionArgs, env);
  if (one.atLeast && version !== null && isOlder(version, one.atLeast)) {
    const needed = one.atLeast.join('.');
    return { ...item, found: false, version, remedy: `${one.remedy} (${needed} or newer is needed)` };
  }
  return { ...item, found: true, version, remedy: null };
}

function versionOf(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const options = { env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 } as const;
  return new Promise((resolve) => {
    const child = execFile(path, [...args], options, (error, stdout) => {
      // A program that fails to tell its version is there all the same.
      resolve(error ? null : (/\d+\.\d+[\w.-]*/.exec(stdout)?.[0] ?? null));
    });
    child.stdin?.end();
  });
}

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return foundMajor < major || (foundMajor === major && foundMinor < minor);
}
