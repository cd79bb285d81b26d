import { SetupFailure } from './setup-failure.mjs';

/** Oldest Node that the packages run on (Vite 8 asks for 20.19), as in package.json's `engines`. */
export const OLDEST_NODE = '20.19';

/**
 * @param {string} version such as 20.20.2
 * @throws {SetupFailure} when it is too old
 */
export function requireNode(version) {
  if (isAtLeast(version, OLDEST_NODE)) return;
  throw new SetupFailure(
    `Node.js ${version} is too old: Tutti needs ${OLDEST_NODE} or newer.`,
    'Install a current one from https://nodejs.org, or with your version switcher: nvm install 22',
  );
}

/**
 * @param {string} version
 * @param {string} least major.minor
 */
export function isAtLeast(version, least) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
