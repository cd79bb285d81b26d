import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { SetupFailure } from './setup-failure.mjs';

/**
 * npm's own folder, so that npm and the node-gyp inside it can be run with this very node, no shell and no
 * guess about what is first in PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function npmFolder(env = process.env) {
  for (const cli of candidates(env)) {
    if (!existsSync(cli)) continue;
    const folder = dirname(dirname(realpathSync(cli)));
    if (existsSync(join(folder, 'node_modules', 'node-gyp'))) return folder;
  }
  throw new SetupFailure(
    'npm was not found.',
    'Install Node.js 20.19 or newer together with npm: https://nodejs.org',
  );
}

/** @param {NodeJS.ProcessEnv} env */
export function npmCli(env = process.env) {
  return join(npmFolder(env), 'bin', 'npm-cli.js');
}

/** @param {NodeJS.ProcessEnv} env */
export function nodeGyp(env = process.env) {
  return join(npmFolder(env), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
}

/**
 * The folder whose include/node holds node's headers, so that node-gyp need not download them.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function headersFolder(env = process.env) {
  const besideNode = dirname(dirname(realpathSync(process.execPath)));
  const folders = [env.npm_config_nodedir, env.NPM_CONFIG_NODEDIR, besideNode];
  return folders.find((folder) => folder && existsSync(join(folder, 'include', 'node', 'node_api.h')));
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function candidates(env) {
  const besideNode = dirname(realpathSync(process.execPath));
  const inPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [
    ...(env.npm_execpath?.endsWith('npm-cli.js') ? [env.npm_execpath] : []),
    ...[besideNode, ...inPath].map((folder) => join(folder, 'npm')),
    join(besideNode, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
}
