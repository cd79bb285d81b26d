import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmCli } from './npm-program.mjs';
import { runProgram } from './run-program.mjs';
import { logFile } from './setup-context.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { sha256, stampHolds, writeStamp } from './stamps.mjs';
import { readIfThere } from './whole-file.mjs';

/** npm ci takes a minute on a slow line; a dead one must not hang for ever. */
const INSTALL_LIMIT_MS = 15 * 60_000;

/** @type {import('./setup-context.mjs').SetupStep} */
export const npmPackages = { name: 'packages', isDone, perform };

/** @param {import('./setup-context.mjs').SetupContext} context */
function isDone({ root }) {
  return stampHolds(stampPath(root), lockDigest(root)) && !isThere(otherNode(root));
}

/**
 * @param {import('./setup-context.mjs').SetupContext} context
 * @param {(detail: string) => void} say
 */
async function perform(context, say) {
  const { root } = context;
  if (matchesLock(root)) {
    say('already installed');
  } else if (isLink(join(root, 'node_modules'))) {
    throw new SetupFailure(
      'node_modules is a symbolic link, and what it leads to does not fit package-lock.json.',
      'Run the set-up where the link leads to, or remove the link and start again.',
    );
  } else {
    await install(context, say);
  }
  rmSync(otherNode(root), { force: true });
  writeStamp(stampPath(root), lockDigest(root));
}

/**
 * A package that brings a Node of its own (the protocol's conformance suite needs a newer one) also links it here,
 * where npm scripts and npx look first: all would silently run on it instead of the person's Node.
 * @param {string} root
 */
function otherNode(root) {
  return join(root, 'node_modules', '.bin', 'node');
}

/**
 * `npm ci`, and where that refuses the lock file, `npm install` with the lock's versions. It refuses when the lock
 * leaves out an optional package of another platform, which happens where a registry holds only some of them.
 * @param {import('./setup-context.mjs').SetupContext} context
 * @param {(detail: string) => void} say
 */
async function install(context, say) {
  try {
    say('npm ci');
    await npm(context, 'ci', []);
  } catch (error) {
    if (!isRefusedLock(logFile(context, 'packages'))) throw error;
    say('npm install');
    // As `npm ci` does: what a killed installation left half unpacked would be taken for installed.
    rmSync(join(context.root, 'node_modules'), { recursive: true, force: true });
    await npm(context, 'install', ['--no-save']);
  }
}

/**
 * @param {import('./setup-context.mjs').SetupContext} context
 * @param {string} verb
 * @param {string[]} flags
 */
async function npm(context, verb, flags) {
  // Without install scripts: what they would do (native builds, Electron) are steps of their own here.
  const args = [npmCli(context.env), verb, '--ignore-scripts', '--no-audit', '--no-fund', ...flags];
  const remedy = 'Check the network (npm ping) and the free disk space (df -h .), then start again.';
  const log = logFile(context, 'packages');
  await runProgram(process.execPath, args, { log, remedy, cwd: context.root, timeoutMs: INSTALL_LIMIT_MS });
}

/** @param {string} log */
function isRefusedLock(log) {
  return /npm (error|ERR!) code EUSAGE/.test(readIfThere(log) ?? '');
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.tutti-packages.json');
}

/** @param {string} root */
function lockDigest(root) {
  return { lock: sha256(readFileSync(join(root, 'package-lock.json'))) };
}

/**
 * Somebody may have installed by hand: npm's own record, which it writes last, says what is there.
 * @param {string} root
 */
function matchesLock(root) {
  const installed = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  return fitsLock(readFileSync(join(root, 'package-lock.json'), 'utf8'), installed);
}

/**
 * @param {string} lock text of package-lock.json
 * @param {string} installed text of node_modules/.package-lock.json
 * @returns {boolean} every package of the lock is installed in its version; optional ones may be left out
 */
export function fitsLock(lock, installed) {
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(installed).packages;
  return Object.entries(wanted).every(([path, about]) => {
    if (path === '' || (about.optional && !present[path])) return true;
    return present[path]?.version === about.version && present[path]?.integrity === about.integrity;
  });
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** @param {string} path of a file or a link, wherever that leads */
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
