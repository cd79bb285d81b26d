/**
 * @typedef {object} NativeModule
 * @property {string} name of the npm package
 * @property {string} binary file name in build/Release
 * @property {string} recipe names how it is built: a change of it makes older binaries unused
 * @property {string[]} gypArgs
 * @property {Record<string, string>} environment for the compiler
 * @property {string} proof a script that fails when the module can't be loaded
 */

/**
 * @typedef {object} Runtimes
 * @property {number} nodeApi the Node-API version of this node
 * @property {string | undefined} electron its version; undefined where there is none
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 */

/** Node-API 10 came with Node 22.14, and Electron has it from 35 on. */
const NODE_API_OF_PREBUILT_SQLITE = 10;
const FIRST_ELECTRON_WITH_IT = 35;

/** @type {NativeModule[]} */
export const nativeModules = [
  {
    name: 'better-sqlite3',
    binary: 'better_sqlite3.node',
    recipe: 'napi9',
    gypArgs: ['--force_build=1'],
    // Its source asks for Node-API 10 for one thing, which these definitions give to older versions as well.
    environment: {
      CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
    },
    proof: "new (require('better-sqlite3'))(':memory:').prepare('select sqlite_version()').get()",
  },
  {
    name: 'node-pty',
    binary: 'pty.node',
    recipe: 'source',
    gypArgs: [],
    environment: {},
    proof: "require('node-pty')",
  },
];

/**
 * @param {NativeModule} module
 * @param {Runtimes} runtimes
 * @returns {'prebuilt' | 'build'} whether the binary in the npm package serves every runtime in use
 */
export function nativeBuildOf(module, runtimes) {
  if (module.name === 'node-pty') return runtimes.platform === 'linux' ? 'build' : 'prebuilt';
  if (!['x64', 'arm64'].includes(runtimes.arch)) return 'build';
  if (runtimes.nodeApi < NODE_API_OF_PREBUILT_SQLITE) return 'build';
  const major = Number.parseInt(runtimes.electron ?? '', 10);
  // An Electron of unknown version may be an old one, where the prebuilt binary is a segmentation fault.
  const isNewEnough = runtimes.electron === undefined || major >= FIRST_ELECTRON_WITH_IT;
  return isNewEnough ? 'prebuilt' : 'build';
}
