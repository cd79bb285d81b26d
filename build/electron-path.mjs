import { findElectron } from './setup/electron-place.mjs';
import { ROOT } from './setup/places.mjs';

/**
 * The Electron executable of this clone, for the start and for Playwright's `_electron.launch({ executablePath })`.
 * @returns {string} absolute path
 * @throws {Error} before the set-up has put one there
 */
export function electronPath() {
  const found = findElectron(ROOT);
  if (!found) throw new Error('There is no Electron runtime yet: run "npm run setup".');
  return found.executable;
}
