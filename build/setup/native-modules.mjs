import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inDraftFolder } from './draft-folder.mjs';
import { findElectron } from './electron-place.mjs';
import { nativeModules as modules, nativeBuildOf } from './native-builds.mjs';
import { headersFolder, nodeGyp } from './npm-program.mjs';
import { sharedCache } from './places.mjs';
import { runProgram } from './run-program.mjs';
import { logFile } from './setup-context.mjs';
import { stampHolds, writeStamp } from './stamps.mjs';

/** @typedef {import('./native-builds.mjs').NativeModule} NativeModule */
/** @typedef {import('./setup-context.mjs').SetupContext} SetupContext */

/** better-sqlite3 takes 70 s on two busy cores. */
const BUILD_LIMIT_MS = 15 * 60_000;

/** @type {import('./setup-context.mjs').SetupStep} */
export const nativeModules = {
  name: 'native modules',
  isDone: (context) => modules.every((module) => isInPlace(context, module)),
  async perform(context, say) {
    for (const module of modules) {
      if (isInPlace(context, module)) continue;
      const build = nativeBuildOf(module, runtimes(context));
      if (build === 'build') await provide(context, module, say);
      else makeExecutable(context, module);
      await proveItLoads(context, module);
      writeStamp(stampPath(context, module), stampInputs(context, module));
    }
    say(modules.map((module) => module.name).join(', '));
  },
};

/**
 * @param {SetupContext} context
 * @returns {boolean} a compiler may be needed: something must be built and was not built before
 */
export function needsCompiler(context) {
  return modules.some((module) => {
    if (!existsSync(join(folderOf(context, module), 'package.json'))) return true;
    return (
      !isInPlace(context, module) &&
      nativeBuildOf(module, runtimes(context)) === 'build' &&
      !existsSync(cachedBinary(context, module))
    );
  });
}

/** @param {SetupContext} context */
function runtimes({ root, env }) {
  return {
    nodeApi: Number(process.versions.napi),
    electron: findElectron(root, env)?.version,
    platform: process.platform,
    arch: process.arch,
  };
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function isInPlace(context, module) {
  if (!existsSync(join(folderOf(context, module), 'package.json'))) return false;
  const isBuilt = nativeBuildOf(module, runtimes(context)) === 'build';
  if (isBuilt && !existsSync(builtBinary(context, module))) return false;
  return stampHolds(stampPath(context, module), stampInputs(context, module));
}

/**
 * The binary comes from the cache, or is built into it. Built in a folder of its own: node-gyp's makefiles
 * break on a space in the clone's path, and a build that is killed leaves nothing in node_modules.
 * @param {SetupContext} context
 * @param {NativeModule} module
 * @param {(detail: string) => void} say
 */
async function provide(context, module, say) {
  const cached = cachedBinary(context, module);
  if (!existsSync(cached)) await build(context, module, say);
  copyWhole(cached, builtBinary(context, module));
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 * @param {(detail: string) => void} say
 */
async function build(context, module, say) {
  say(`building ${module.name}`);
  await inDraftFolder(spacelessFolder(), async (draft) => {
    const copy = join(draft, 'node_modules', module.name);
    // Without an older build in there, which would be taken for up to date.
    cpSync(folderOf(context, module), copy, {
      recursive: true,
      filter: (path) => basename(path) !== 'build',
    });
    const api = join(context.root, 'node_modules', 'node-addon-api');
    if (existsSync(api)) cpSync(api, join(draft, 'node_modules', 'node-addon-api'), { recursive: true });
    await runNodeGyp(context, module, copy);
    copyWhole(join(copy, 'build', 'Release', module.binary), cachedBinary(context, module));
  });
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 * @param {string} folder
 */
async function runNodeGyp(context, module, folder) {
  const headers = headersFolder(context.env);
  const args = [nodeGyp(context.env), 'rebuild', '--release', ...module.gypArgs];
  if (headers) args.push(`--nodedir=${headers}`);
  const log = logFile(context, `native-${module.name}`);
  await runProgram(process.execPath, args, {
    log,
    cwd: folder,
    env: { ...context.env, ...module.environment },
    timeoutMs: BUILD_LIMIT_MS,
    remedy: headers
      ? 'It needs python3, make and a C++20 compiler (Debian: apt-get install python3 make g++).'
      : "Node's headers are not beside node, and could not be fetched. Install a Node that brings them (from https://nodejs.org), or set npm_config_nodedir.",
  });
}

/**
 * A module that can't be loaded is found here, with its cause, and not as a crash of the app.
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
async function proveItLoads(context, module) {
  const runs = [{ program: process.execPath, env: context.env }];
  const electron = findElectron(context.root, context.env);
  if (electron && context.purpose !== 'serve') {
    runs.push({ program: electron.executable, env: { ...context.env, ELECTRON_RUN_AS_NODE: '1' } });
  }
  for (const { program, env } of runs) {
    await runProgram(program, ['-e', module.proof], {
      log: logFile(context, `native-${module.name}-load`),
      cwd: context.root,
      env,
      timeoutMs: 60_000,
      remedy: `Remove ${cachedBinary(context, module)} and node_modules, then start again.`,
    });
  }
}

/**
 * npm leaves the executable bit off node-pty's helper when install scripts are off.
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function makeExecutable(context, module) {
  const helper = join(
    folderOf(context, module),
    'prebuilds',
    `${process.platform}-${process.arch}`,
    'spawn-helper',
  );
  if (existsSync(helper)) chmodSync(helper, 0o755);
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function folderOf(context, module) {
  return join(context.root, 'node_modules', module.name);
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function builtBinary(context, module) {
  return join(folderOf(context, module), 'build', 'Release', module.binary);
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function cachedBinary(context, module) {
  const { version } = JSON.parse(readFileSync(join(folderOf(context, module), 'package.json'), 'utf8'));
  const name = `${module.name}-${version}-${module.recipe}-${process.platform}-${process.arch}`;
  return join(sharedCache(context.env), 'native', name, module.binary);
}

/**
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function stampPath(context, module) {
  return join(folderOf(context, module), '.tutti-native.json');
}

/**
 * Other runtimes may need another answer: then the step is done again.
 * @param {SetupContext} context
 * @param {NativeModule} module
 */
function stampInputs(context, module) {
  const { nodeApi, electron } = runtimes(context);
  return {
    recipe: module.recipe,
    how: nativeBuildOf(module, runtimes(context)),
    nodeApi,
    electron: electron ?? 'none',
  };
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyWhole(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  const draft = `${to}.${process.pid}.tmp`;
  copyFileSync(from, draft);
  renameSync(draft, to);
}

function spacelessFolder() {
  const usual = sharedCache();
  return /\s/.test(usual) ? '/tmp' : usual;
}
