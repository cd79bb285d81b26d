/**
 * @typedef {object} SystemPackage
 * @property {string} name Debian's name
 * @property {string[]} [also] other packages that serve as well (Debian 13 and Ubuntu 24.04 renamed libraries)
 * @property {string} [program] an executable in PATH that makes the package unnecessary, however it got there
 * @property {boolean} [optional] Tutti works without it, less well
 */

/** @type {SystemPackage[]} */
const always = [
  { name: 'git', program: 'git' },
  // Without tmux the terminals are Tutti's own children, and end with it.
  { name: 'tmux', program: 'tmux', optional: true },
];

/** @type {SystemPackage[]} */
const electronLibraries = [
  { name: 'libnss3' },
  { name: 'libatk1.0-0', also: ['libatk1.0-0t64'] },
  { name: 'libatk-bridge2.0-0', also: ['libatk-bridge2.0-0t64'] },
  { name: 'libcups2', also: ['libcups2t64'] },
  { name: 'libgtk-3-0', also: ['libgtk-3-0t64'] },
  { name: 'libgbm1' },
  { name: 'libasound2', also: ['libasound2t64'] },
];

/** @type {SystemPackage[]} */
const compiler = [
  { name: 'python3', program: 'python3' },
  { name: 'make', program: 'make' },
  { name: 'g++', program: 'g++' },
];

/** @type {SystemPackage[]} */
const testing = [
  { name: 'tmux', program: 'tmux' },
  { name: 'xvfb', program: 'Xvfb' },
  { name: 'xauth', program: 'xauth' },
  // What is exported as a cast is held against the program that plays casts.
  { name: 'asciinema', program: 'asciinema' },
  { name: 'chromium', also: ['google-chrome-stable'], program: 'chromium' },
];

/**
 * @param {import('./setup-context.mjs').Purpose} purpose
 * @param {boolean} withCompiler
 * @returns {SystemPackage[]}
 */
export function systemPackages(purpose, withCompiler) {
  return [
    ...always.filter((wanted) => purpose !== 'test' || wanted.name !== 'tmux'),
    ...(purpose === 'serve' ? [] : electronLibraries),
    ...(withCompiler ? compiler : []),
    ...(purpose === 'test' ? testing : []),
  ];
}

/**
 * @param {string} text what `dpkg-query -W -f '${Package} ${db:Status-Status}\n'` printed
 * @returns {Set<string>} the packages that are installed
 */
export function parseInstalled(text) {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  return new Set(lines.flatMap(([name, status]) => (name && status === 'installed' ? [name] : [])));
}

/**
 * @param {SystemPackage[]} wanted
 * @param {Set<string>} installed
 * @param {(program: string) => boolean} hasProgram
 * @returns {SystemPackage[]}
 */
export function missingPackages(wanted, installed, hasProgram) {
  return wanted.filter(
    ({ name, also = [], program }) =>
      !(program && hasProgram(program)) && ![name, ...also].some((known) => installed.has(known)),
  );
}

/**
 * @param {string[]} names
 * @param {'root' | 'sudo' | 'ask'} right how packages can be installed here
 * @returns {{ program: string, args: string[] } | { line: string }} what to run, or what to tell the person
 */
export function installCommand(names, right) {
  if (right === 'ask') return { line: `sudo apt-get install -y --no-install-recommends ${names.join(' ')}` };
  // Another apt (unattended upgrades, mostly) may hold dpkg's lock for a while: wait rather than fail.
  const args = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names];
  return { program: 'apt-get', args };
}
