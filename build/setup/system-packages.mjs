import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installCommand, missingPackages, parseInstalled, systemPackages } from './debian-list.mjs';
import { needsCompiler } from './native-modules.mjs';
import { cloneCache } from './places.mjs';
import { runProgram } from './run-program.mjs';
import { logFile } from './setup-context.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { stampHolds, writeStamp } from './stamps.mjs';

/** @typedef {import('./setup-context.mjs').SetupContext} SetupContext */
/** @typedef {import('./debian-list.mjs').SystemPackage} SystemPackage */

/** dpkg rewrites it at every change: when it has not changed, neither has what is installed. */
const DPKG_STATUS = '/var/lib/dpkg/status';

/** @type {import('./setup-context.mjs').SetupStep} */
export const systemPackagesStep = { name: 'system packages', isDone, perform };

/** @param {SetupContext} context */
function isDone(context) {
  return stampHolds(stampPath(context), stampInputs(context));
}

/**
 * @param {SetupContext} context
 * @param {(detail: string) => void} say
 */
async function perform(context, say) {
  const missing = findMissing(context);
  if (missing.length > 0 && !(await provide(context, missing, say))) return;
  if (missing.length === 0) say('all there');
  writeStamp(stampPath(context), stampInputs(context));
}

/**
 * @param {SetupContext} context
 * @param {SystemPackage[]} missing
 * @param {(detail: string) => void} say
 * @returns {Promise<boolean>} all is there now; false when only optional ones are still missing
 */
async function provide(context, missing, say) {
  const command = missing.map(({ name }) => name);
  if (!isDebian()) return tellOthers(missing, `Install: ${command.join(' ')}`, say);
  const right = rightToInstall();
  if (right === 'ask') {
    const told = installCommand(command, right);
    return tellOthers(missing, 'line' in told ? told.line : '', say);
  }
  await install(context, missing, right, say);
  const left = findMissing(context);
  if (left.length === 0) return true;
  const names = left.map(({ name }) => name).join(' ');
  throw new SetupFailure(
    `Still missing after apt-get: ${names}.`,
    `apt-get install ${names}`,
    logFile(context, 'apt'),
  );
}

/**
 * @param {SystemPackage[]} missing
 * @param {string} remedy
 * @param {(detail: string) => void} say
 * @returns {false}
 */
function tellOthers(missing, remedy, say) {
  const names = missing.map(({ name }) => name).join(' ');
  if (missing.some(({ optional }) => !optional)) {
    throw new SetupFailure(`Missing on this machine: ${names}. Type this line, then start again:`, remedy);
  }
  say(`${names} is missing, and would be good to have: ${remedy}`);
  return false;
}

/**
 * @param {SetupContext} context
 * @param {SystemPackage[]} missing
 * @param {'root' | 'sudo'} right
 * @param {(detail: string) => void} say
 */
async function install(context, missing, right, say) {
  const log = logFile(context, 'apt');
  const env = { ...context.env, DEBIAN_FRONTEND: 'noninteractive' };
  const remedy = 'Try the same by hand to see what apt says.';
  /** @param {string[]} args */
  const apt = (args) => {
    const [program, all] =
      right === 'root'
        ? ['apt-get', args]
        : ['sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]];
    return runProgram(program, all, { log, remedy, env, mustFinish: true });
  };
  say('apt-get update');
  await apt(['update', '-qq']).catch((error) => {
    // An old list of packages may still do; if it does not, the install says so.
    if (!(error instanceof SetupFailure)) throw error;
  });
  const names = missing.map(nameHere);
  say(`installing ${names.join(' ')}`);
  const command = installCommand(names, right);
  if ('args' in command) await apt(command.args);
}

/**
 * @param {SystemPackage} wanted
 * @returns {string} the name that this release of Debian or Ubuntu has for it
 */
function nameHere({ name, also = [] }) {
  const renamed = also.find((other) => other.endsWith('t64'));
  if (renamed === undefined) return name;
  const known = spawnSync('apt-cache', ['show', '--no-all-versions', renamed], { stdio: 'ignore' });
  return known.status === 0 ? renamed : name;
}

/** @param {SetupContext} context */
function findMissing(context) {
  return missingPackages(wantedHere(context), installedPackages(context), (program) =>
    hasProgram(program, context.env),
  );
}

/** @param {SetupContext} context */
function installedPackages(context) {
  if (!isDebian()) return new Set(/** @type {string[]} */ ([]));
  const names = wantedHere(context).flatMap(({ name, also = [] }) => [name, ...also]);
  // Its exit code is 1 when one of them is unknown, which is no error here.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format, not JavaScript's
  const format = '${Package} ${db:Status-Status}\\n';
  const query = spawnSync('dpkg-query', ['-W', '-f', format, ...names], {
    encoding: 'utf8',
  });
  if (query.error) throw query.error;
  return parseInstalled(query.stdout);
}

/**
 * Elsewhere the libraries' names are not known, so only programs are looked for.
 * @param {SetupContext} context
 */
function wantedHere(context) {
  const wanted = systemPackages(context.purpose, needsCompiler(context));
  if (isDebian()) return wanted;
  return wanted.filter(
    ({ program }) => program && (process.platform === 'linux' || ['git', 'tmux'].includes(program)),
  );
}

/** @param {SetupContext} context */
function stampPath(context) {
  return join(cloneCache(context.root), `system-packages-${context.purpose}.json`);
}

/** @param {SetupContext} context */
function stampInputs(context) {
  const status = statSync(DPKG_STATUS, { throwIfNoEntry: false });
  // npm and npx put folders before PATH: what counts is which programs are found, not where it is looked.
  const found = wantedHere(context).map(({ name, program }) =>
    program && hasProgram(program, context.env) ? `${name} by program` : name,
  );
  return { found, changed: status?.mtimeMs ?? 0, size: status?.size ?? 0 };
}

function isDebian() {
  return statSync(DPKG_STATUS, { throwIfNoEntry: false }) !== undefined;
}

/** @returns {'root' | 'sudo' | 'ask'} */
function rightToInstall() {
  if (process.getuid?.() === 0) return 'root';
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? 'sudo' : 'ask';
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
export function hasProgram(program, env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && isExecutable(join(folder, program)));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us: the next folder of PATH may have it
  }
}
