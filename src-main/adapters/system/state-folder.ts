import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

const homeOf = (env: Environment): string => env.HOME || homedir();

/** Where Tutti keeps what it remembers of all projects; nothing is made. */
export const stateRootOf = (env: Environment, platform: NodeJS.Platform = process.platform): string => {
  if (env.TUTTI_STATE_DIR) return resolve(env.TUTTI_STATE_DIR);
  // The XDG specification has relative paths ignored.
  if (env.XDG_STATE_HOME && isAbsolute(env.XDG_STATE_HOME)) return join(env.XDG_STATE_HOME, 'tutti');
  if (platform === 'darwin') return join(homeOf(env), 'Library', 'Application Support', 'Tutti');
  return join(homeOf(env), '.local', 'state', 'tutti');
};

/** Ten hex digits (40 bits) tell a person's repositories apart; the name is for reading. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** 40 characters: room for the hash and the files below in a socket's path, which may have 107 bytes. */
const readable = (root: string): string =>
  basename(root)
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 40) || 'project';

/** Name of a project's folder: `<name>-<hash of its real path>`. The root must exist. */
export const projectFolderName = (root: string): string => {
  const real = realpathSync(root);
  return `${readable(real)}-${hashOf(real)}`;
};

/** Makes a folder (and those above) that only this user can look into. */
export const makePrivateFolder = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
};

/** Path of a project's state folder; nothing is made. Throws ENOENT when the project does not exist. */
export const stateFolderPath = (root: string, env: Environment): string =>
  join(stateRootOf(env), 'projects', projectFolderName(root));

/**
 * The state folder of a project, made if need be, mode 0700. Throws the file system's error (EACCES, EROFS, ENOSPC) when it
 * can't be made, and ENOENT when the project does not exist.
 */
export const stateFolderOf = (root: string, env: Environment): string =>
  makePrivateFolder(stateFolderPath(root, env));
