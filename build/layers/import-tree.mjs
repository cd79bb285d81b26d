import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importsOf } from './imports-of.mjs';

/** The folders that have layers. */
export const LAYERED = ['src-main', 'src-preload', 'src-renderer'];

/**
 * Writes a tree with the same files, of which each holds its imports and nothing else. dependency-cruiser reads
 * that: its parsers know no JSX in TypeScript without an API that TypeScript 7 does not have, and drop imports
 * of types.
 * @param {string} root what is checked; its node_modules is linked
 * @param {string} target an empty folder
 * @returns {number} how many source files there are
 */
export function writeImportTree(root, target) {
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
  // Never looked into, but an import that leads there must find something, to be told as what it is.
  for (const path of ['tests', 'build'].flatMap((folder) => filesBelow(root, folder)))
    place(target, path, '');
  cpSync(join(root, 'package.json'), join(target, 'package.json'));
  let count = 0;
  for (const path of LAYERED.flatMap((folder) => filesBelow(root, folder))) {
    const isSource = /\.tsx?$/.test(path);
    const imports = isSource ? importsOf(path, readFileSync(join(root, path), 'utf8')) : [];
    place(target, path, imports.map((name) => importLine(name, path)).join(''));
    if (isSource) count += 1;
  }
  return count;
}

/**
 * @param {string} target
 * @param {string} path
 * @param {string} text
 */
function place(target, path, text) {
  mkdirSync(join(target, dirname(path)), { recursive: true });
  writeFileSync(join(target, path), text);
}

/**
 * The alias is written out: its place is relative to the file, as for the compiler. Vite's `?raw` is no part of
 * the file's name.
 * @param {string} name
 * @param {string} path of the importing file
 */
function importLine(name, path) {
  const up = '../'.repeat(path.split('/').length - 1);
  const plain = name.replace(/^@contract\//, `${up}src-preload/contract/`).replace(/\?(raw|url|worker)$/, '');
  return `import ${JSON.stringify(plain)};\n`;
}

/**
 * @param {string} root
 * @param {string} folder relative
 * @returns {string[]} relative paths; none when there is no such folder
 */
export function filesBelow(root, folder) {
  const entries = readdirSync(join(root, dirname(folder)), { withFileTypes: true });
  if (!entries.some((entry) => entry.isDirectory() && join(dirname(folder), entry.name) === join(folder)))
    return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(root, '/').length))
    .sort();
}
