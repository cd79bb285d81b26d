import { execFile } from 'node:child_process';
import { fail, ok, type Result } from '@contract/result.ts';
import { findProgram } from '../system/find-program.ts';

/** The oldest tmux that has what is used here: `new-window -e`, `copy-mode -q`, braces, pane options. */
export const OLDEST_TMUX = '3.2';
/** `tmux -V` prints one line; a machine so busy that it takes longer can't run agents either. */
const PROBE_TIMEOUT_MS = 10_000;

export interface TmuxFound {
  /** As tmux names itself: `3.3a`, `next-3.5`. */
  readonly version: string;
  readonly path: string;
}

/** Where tmux is and which; `no_tmux` and `tmux_too_old` say what to do about it. */
export async function probeTmux(
  tmuxPath = 'tmux',
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Result<TmuxFound>> {
  const path = await findProgram(tmuxPath, process.cwd(), env.PATH ?? '/usr/local/bin:/usr/bin:/bin');
  if (path === null) return fail('no_tmux', `There is no tmux at "${tmuxPath}".`, installRemedy());
  const printed = await printedVersion(path);
  if (!printed.ok) return printed;
  const version = printed.value;
  if (isOld(version)) {
    const message = `The tmux at ${path} is ${version}; Tutti needs ${OLDEST_TMUX} or newer.`;
    return fail('tmux_too_old', message, installRemedy());
  }
  return ok({ version, path });
}

function printedVersion(path: string): Promise<Result<string>> {
  return new Promise((resolve) => {
    execFile(path, ['-V'], { timeout: PROBE_TIMEOUT_MS }, (error, stdout) => {
      if (error !== null) {
        resolve(fail('no_tmux', `${path} -V failed: ${error.message}`, installRemedy()));
      } else {
        resolve(ok(stdout.trim().replace(/^\S+\s+/, '')));
      }
    });
  });
}

/** True when the version is known to be too old. `openbsd-7.1` numbers the system, not tmux: it is let through from 7.1 (tmux 3.3). */
export function isOld(version: string): boolean {
  const match = /^(?:(openbsd|next)-)?(\d+)\.(\d+)/.exec(version);
  if (match === null) return false; // e.g. `master`: newer than any release
  const [, kind, major, minor] = match;
  const number = Number(major) * 1000 + Number(minor);
  return number < (kind === 'openbsd' ? 7001 : 3002);
}

export function installRemedy(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return `Install tmux ${OLDEST_TMUX} or newer: brew install tmux`;
  return `Install tmux ${OLDEST_TMUX} or newer, e.g. on Debian and Ubuntu: sudo apt install tmux`;
}
