import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './setup-lock.mjs';

const PREFIX = 'tutti-draft-';

/**
 * Runs work in a fresh folder beside its destination (so that a rename into place is possible) and removes it
 * afterwards. Folders that a killed set-up left behind go too.
 * @template T
 * @param {string} parent
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inDraftFolder(parent, work) {
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove); // where a signal ends us, nothing below is reached
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** @param {string} parent */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) ? /^(\d+)-/.exec(name.slice(PREFIX.length))?.[1] : undefined;
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(parent, name);
    // In /tmp another person's folder may have such a name.
    const owner = statSync(folder, { throwIfNoEntry: false })?.uid;
    if (owner === process.getuid?.()) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
