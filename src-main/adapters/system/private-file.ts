import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes sure that `file` and its folder exist and are the person's alone. SQLite gives `-wal` and `-shm` the mode of the
 * database itself. An existing file is never opened here: closing it would drop SQLite's locks of this process on it.
 */
export const ensurePrivateFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file)) chmodSync(file, 0o600);
  else closeSync(openSync(file, 'wx', 0o600));
};
