import { readIfThere } from './whole-file.mjs';

/**
 * A coding agent's command line as a person gets it from npm: a launcher in JavaScript, or the native binary that
 * an install script would have put in its place (npm 11 no longer runs those).
 * @typedef {object} AgentCli
 * @property {string} name of the program
 * @property {string} version pinned: what the tests were written against
 * @property {(machine: Machine) => string | undefined} spec what npm is asked for; undefined where there is no build
 * @property {(machine: Machine) => string} program inside node_modules
 */

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {boolean} musl
 * @property {boolean} avx2 without it a build for older processors is needed
 */

/** @type {AgentCli[]} */
export const agentClis = [
  {
    name: 'claude',
    version: '2.1.197',
    spec: (machine) =>
      machine.platform === 'win32' ? undefined : `@anthropic-ai/claude-code-${platformName(machine)}@2.1.197`,
    program: (machine) => `@anthropic-ai/claude-code-${platformName(machine)}/claude`,
  },
  {
    name: 'codex',
    version: '0.169.0',
    spec: () => '@openai/codex@0.169.0',
    program: () => '@openai/codex/bin/codex.js',
  },
  {
    name: 'gemini',
    version: '0.61.0',
    spec: () => '@google/gemini-cli@0.61.0',
    program: () => '@google/gemini-cli/bundle/gemini.js',
  },
  {
    name: 'opencode',
    version: '1.18.33',
    spec: (machine) => `${opencodePackage(machine)}@1.18.33`,
    program: (machine) => `${opencodePackage(machine)}/bin/opencode`,
  },
];

/** @returns {Machine} */
export function thisMachine() {
  const { platform, arch } = process;
  const linux = platform === 'linux';
  const flags = linux ? (readIfThere('/proc/cpuinfo') ?? '') : 'avx2';
  return { platform, arch, musl: linux && !hasGlibc(), avx2: arch !== 'x64' || /\bavx2\b/.test(flags) };
}

/** @param {Machine} machine */
function platformName({ platform, arch, musl }) {
  return `${platform}-${arch}${musl ? '-musl' : ''}`;
}

/** @param {Machine} machine */
function opencodePackage({ platform, arch, musl, avx2 }) {
  return `opencode-${platform}-${arch}${avx2 ? '' : '-baseline'}${musl ? '-musl' : ''}`;
}

function hasGlibc() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport());
  return report?.header?.glibcVersionRuntime !== undefined;
}
