import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** The person's shell: `$SHELL` where it can be run, else /bin/bash, else /bin/sh, which POSIX promises. */
export function personShell(env: Readonly<Record<string, string | undefined>>): string {
  const candidates = [env.SHELL, '/bin/bash'];
  return candidates.find((path) => path !== undefined && isAbsolute(path) && isExecutable(path)) ?? '/bin/sh';
}

/** A file that this user may execute. Synchronous: it is asked a handful of times, about local paths. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Not there, or not ours to run: the question is answered.
  }
}
