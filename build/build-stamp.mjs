import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, stampHolds, writeStamp } from './setup/stamps.mjs';

const SOURCES = [
  'src-main',
  'src-preload',
  'src-renderer',
  'build/recorded-page',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.json',
];

/**
 * Whether out/ was built from what is in the checkout now. By names, sizes and times of change: reading every
 * file would take longer than the look is worth, and a needless build costs a few seconds.
 * @param {string} root
 */
export function isBuilt(root) {
  return existsSync(join(root, 'out', 'main')) && stampHolds(stampPath(root), sourceDigest(root));
}

/**
 * @param {string} root
 * @param {string} digest from sourceDigest, taken before the build: a file that changed meanwhile counts as newer
 */
export function markBuilt(root, digest) {
  writeStamp(stampPath(root), digest);
}

/** @param {string} root */
export function sourceDigest(root) {
  return sha256(SOURCES.flatMap((name) => describe(join(root, name), name)).join('\n'));
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'out', 'build-stamp.json');
}

/**
 * @param {string} path
 * @param {string} name relative to the root, so that a moved clone stays built
 * @returns {string[]} one line a file
 */
function describe(path, name) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [`${name} ${stat.size} ${stat.mtimeMs}`];
  return readdirSync(path)
    .sort()
    .flatMap((child) => describe(join(path, child), `${name}/${child}`));
}
