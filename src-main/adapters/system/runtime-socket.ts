import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '@contract/result.ts';
import type { Environment } from './state-folder.ts';

/** A socket's path may have 103 bytes on macOS and 107 on Linux; this leaves room for a suffix. */
const longestPath = 100;

const uid = (): number => process.getuid?.() ?? 0;

/** A folder in a place that others may write to is only trusted if it is ours alone. */
const ownFolder = (folder: string): Result<string> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (found.isDirectory() && found.uid === uid() && (found.mode & 0o077) === 0) return ok(folder);
  return fail(
    'state_read_only',
    `${folder} belongs to someone else or is open to others, so no socket is put there.`,
    `Remove ${folder}, or set XDG_RUNTIME_DIR to a folder of your own.`,
  );
};

/** Path of the host's local socket: in the state folder, or where that is too deep, in a private folder with a short name. */
export const runtimeSocketPath = (stateFolder: string, env: Environment): Result<string> => {
  const near = join(stateFolder, 'host.sock');
  if (Buffer.byteLength(near) < longestPath) return ok(near);
  const folder = ownFolder(join(env.XDG_RUNTIME_DIR || tmpdir(), `tutti-${uid()}`));
  if (!folder.ok) return folder;
  const name = createHash('sha256').update(stateFolder).digest('hex').slice(0, 16);
  return ok(join(folder.value, `${name}.sock`));
};
