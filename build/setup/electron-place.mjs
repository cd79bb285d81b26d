import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sharedCache } from './places.mjs';
import { readIfThere } from './whole-file.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable absolute path
 * @property {string} version such as 33.2.1; 'unknown' for a folder the person named
 * @property {'named' | 'official' | 'registry'} source
 */

/** The version that the registry's package holds (see docs/decisions/0001-electron-runtime.md). */
export const REGISTRY_ELECTRON_VERSION = '33.2.1';

/**
 * Finds the Electron to run, without starting anything: the folder the person named, else the official one,
 * else the registry's.
 * @param {string} root the checkout
 * @param {NodeJS.ProcessEnv} env
 * @returns {ElectronRuntime | undefined}
 */
export function findElectron(root, env = process.env) {
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return inFolder(named, executableName(), 'named');
  return findOfficial(root) ?? inFolder(registryElectronFolder(env), 'electron', 'registry');
}

/**
 * @param {string} root
 * @returns {ElectronRuntime | undefined} what electron's own downloader has unpacked, if it is complete
 */
export function findOfficial(root) {
  const module = join(root, 'node_modules', 'electron');
  const wanted = officialVersion(root);
  // path.txt is the last file its downloader writes: without it an unpacking was cut short.
  const name = readIfThere(join(module, 'path.txt'));
  if (name === undefined || wanted === undefined) return undefined;
  const found = inFolder(join(module, 'dist'), name, 'official');
  return found?.version === wanted ? found : undefined;
}

/**
 * @param {string} root
 * @returns {string | undefined} the version in node_modules, undefined before packages are installed
 */
export function officialVersion(root) {
  const text = readIfThere(join(root, 'node_modules', 'electron', 'package.json'));
  return text === undefined ? undefined : JSON.parse(text).version;
}

/** @param {NodeJS.ProcessEnv} env */
export function registryElectronFolder(env = process.env) {
  return join(sharedCache(env), `electron-${REGISTRY_ELECTRON_VERSION}`);
}

/**
 * @param {string} folder
 * @param {string} name of the executable, relative
 * @param {ElectronRuntime['source']} source
 * @returns {ElectronRuntime | undefined}
 */
function inFolder(folder, name, source) {
  const executable = join(folder, name);
  if (!existsSync(executable)) return undefined;
  const version = readIfThere(join(folder, 'version'))?.trim().replace(/^v/, '') ?? 'unknown';
  return { executable, version, source };
}

function executableName() {
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
