import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { thisMachine } from './agent-cli-list.mjs';
import { inDraftFolder } from './draft-folder.mjs';
import { npmCli } from './npm-program.mjs';
import { cloneCache, sharedCache } from './places.mjs';
import { runProgram } from './run-program.mjs';
import { SetupFailure } from './setup-failure.mjs';
import { withLock } from './setup-lock.mjs';
import { readIfThere, writeWhole } from './whole-file.mjs';

/**
 * @typedef {object} FoundCli
 * @property {string} name
 * @property {string} version
 * @property {string | null} program absolute path; null when it can't be had
 * @property {string | null} reason why not
 */

/**
 * @typedef {object} InstallOptions
 * @property {string} root the checkout, for logs
 * @property {import('./progress.mjs').Progress} progress
 * @property {NodeJS.ProcessEnv} [env]
 */

/** The largest is 250 MB: 20 minutes at 200 kB/s. A dead line must not hang a CI run. */
const DOWNLOAD_LIMIT_MS = 20 * 60_000;
/** A first start unpacks and may compile caches: 2 s here. */
const FIRST_START_LIMIT_MS = 60_000;
/** Written last: a folder without it is no installation. */
const RECORD = 'installed.json';

/**
 * Where an installed one is, without starting anything: a few file looks.
 * @param {import('./agent-cli-list.mjs').AgentCli} cli
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} absolute path of its program
 */
export function findAgentCli(cli, env = process.env) {
  const folder = folderOf(cli, env);
  const record = readIfThere(join(folder, RECORD));
  if (record === undefined) return undefined;
  const program = join(folder, JSON.parse(record).program);
  return existsSync(program) ? program : undefined;
}

/**
 * Has each CLI in the shared cache, downloading what is missing; one that can't be had is told with its reason.
 * @param {import('./agent-cli-list.mjs').AgentCli[]} clis
 * @param {InstallOptions} options
 * @returns {Promise<FoundCli[]>}
 */
export async function installAgentClis(clis, options) {
  const found = [];
  for (const cli of clis) found.push(await haveOne(cli, options));
  return found;
}

/**
 * @param {import('./agent-cli-list.mjs').AgentCli} cli
 * @param {InstallOptions} options
 * @returns {Promise<FoundCli>}
 */
async function haveOne(cli, { root, progress, env = process.env }) {
  const { name, version } = cli;
  const there = findAgentCli(cli, env);
  if (there !== undefined) return { name, version, program: there, reason: null };
  try {
    const program = await progress.step(`${name} ${version}`, (say) => install(cli, root, env, say));
    return { name, version, program, reason: null };
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    progress.line(error.describe());
    return { name, version, program: null, reason: inOneLine(error.message) };
  }
}

/**
 * @param {import('./agent-cli-list.mjs').AgentCli} cli
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {(detail: string) => void} say
 * @returns {Promise<string>} its program
 */
async function install(cli, root, env, say) {
  const target = folderOf(cli, env);
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  const onWait = (/** @type {number} */ pid) => say(`process ${pid} is installing it`);
  return withLock(join(parent, `${cli.name}.lock`), onWait, async () => {
    const there = findAgentCli(cli, env);
    if (there !== undefined) return there;
    await inDraftFolder(parent, async (draft) => {
      const folder = join(draft, 'installed');
      const program = await download(cli, folder, { root, env, say, cache: join(draft, 'npm-cache') });
      say('first start');
      await requireVersion(cli, join(folder, program), { root, home: join(draft, 'home') });
      writeWhole(join(folder, RECORD), JSON.stringify({ program }));
      rmSync(target, { recursive: true, force: true });
      renameSync(folder, target);
    });
    say('');
    return /** @type {string} */ (findAgentCli(cli, env)); // its record has just been put there
  });
}

/**
 * @param {import('./agent-cli-list.mjs').AgentCli} cli
 * @param {string} folder
 * @param {{ root: string, env: NodeJS.ProcessEnv, say: (detail: string) => void, cache: string }} how
 * @returns {Promise<string>} its program, relative to the folder
 */
async function download(cli, folder, { root, env, say, cache }) {
  const machine = thisMachine();
  const spec = cli.spec(machine);
  const none = `There is no ${cli.name} ${cli.version} for ${machine.platform}-${machine.arch}.`;
  if (spec === undefined) throw new SetupFailure(none, 'Its tests are left out.');
  say(`downloading ${spec}`);
  writeWhole(join(folder, 'package.json'), '{ "private": true }\n');
  // A cache of its own, so that half a gigabyte does not stay in the person's npm cache.
  // The level is named because `npm run --silent` hands its silence down, and the log tells why it failed.
  const plain = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'notice'];
  // npm's own waits between its tries cost 70 s a program where there is no network.
  const patience = [
    '--fetch-retries',
    '2',
    '--fetch-retry-mintimeout',
    '1000',
    '--fetch-retry-maxtimeout',
    '5000',
  ];
  const flags = [...plain, ...patience, '--cache', cache];
  await runProgram(process.execPath, [npmCli(env), 'install', ...flags, spec], {
    log: logOf(root, cli),
    remedy: "Check the network and npm's registry setting (npm ping), then start again.",
    cwd: folder,
    env,
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const program = join('node_modules', cli.program(machine));
  if (!existsSync(join(folder, program))) throw new SetupFailure(none, 'Its tests are left out.');
  chmodSync(join(folder, program), 0o755);
  return program;
}

/**
 * @param {import('./agent-cli-list.mjs').AgentCli} cli
 * @param {string} program
 * @param {{ root: string, home: string }} place
 */
async function requireVersion(cli, program, { root, home }) {
  mkdirSync(home, { recursive: true });
  const log = logOf(root, cli);
  const remedy = 'It does not run on this machine.';
  // The launchers are scripts with `env node` in their first line: this very node should be what they find.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { PATH: path, HOME: home };
  await runProgram(program, ['--version'], { log, remedy, cwd: home, env, timeoutMs: FIRST_START_LIMIT_MS });
  const said = readFileSync(log, 'utf8');
  if (!said.includes(cli.version)) {
    throw new SetupFailure(`${cli.name} calls itself ${said.trim()}, not ${cli.version}.`, remedy, log);
  }
}

/**
 * @param {string} message of a program that failed: how it ended, and an excerpt of its log
 * @returns {string} with the first line of the excerpt, which tells most
 */
function inOneLine(message) {
  const [ending = '', cause] = message.split('\n  | ');
  return cause === undefined ? ending : `${cause} (${ending})`;
}

/**
 * @param {import('./agent-cli-list.mjs').AgentCli} cli
 * @param {NodeJS.ProcessEnv} env
 */
function folderOf({ name, version }, env) {
  return join(sharedCache(env), 'agent-clis', `${name}@${version}`);
}

/**
 * @param {string} root
 * @param {{ name: string }} cli
 */
function logOf(root, { name }) {
  return join(cloneCache(root), 'logs', `agent-cli-${name}.log`);
}
