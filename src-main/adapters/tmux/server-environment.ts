import { execFile } from 'node:child_process';

/** `infocmp` reads one small file. */
const INFOCMP_TIMEOUT_MS = 5000;

/**
 * What tmux itself needs: where its keeper's shell finds `cat`, and where its socket lives. A UTF-8 locale is its own
 * affair (it falls back to C.UTF-8); nothing of this is left for programs.
 */
export function serverEnvironment(
  host: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const env: Record<string, string> = { PATH: host.PATH ?? '/usr/local/bin:/usr/bin:/bin' };
  for (const name of ['HOME', 'TMUX_TMPDIR', 'TERMINFO', 'TERMINFO_DIRS']) {
    const value = host[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** The wanted terminal description, or `screen-256color` where the machine has none (macOS, small containers). */
export function terminfoFor(wanted: string): Promise<string> {
  return new Promise((resolve) => {
    execFile('infocmp', [wanted], { timeout: INFOCMP_TIMEOUT_MS }, (error) => {
      resolve(error === null ? wanted : 'screen-256color');
    });
  });
}
