import { spawnSync } from 'node:child_process';

/**
 * The words that start a program in a mount namespace of its own, where a small or read-only file system can stand for the
 * disk, whoever runs the tests; null where the machine forbids it.
 */
export const ownMounts = ((): readonly string[] | null => {
  const words = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-Urm'];
  const tried = spawnSync(words[0] ?? '', [...words.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return tried.status === 0 ? words : null;
})();
