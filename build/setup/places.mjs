import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: two folders above this file, whatever the caller's working directory is. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * The person's cache, shared by all clones: an Electron runtime weighs 262 MB and a native build takes a minute.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} an absolute folder, which may not exist yet
 */
export function sharedCache(env = process.env) {
  const base = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(homedir(), '.cache');
  return join(base, 'tutti');
}

/**
 * What belongs to one clone only: locks, logs.
 * @param {string} root
 */
export function cloneCache(root) {
  return join(root, '.cache');
}
