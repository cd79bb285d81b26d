import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from '../../core/ports/secrets.ts';

/** Shorter than this is no token of ours: a file cut short by a full disk. */
const shortest = 32;

const read = (file: string): string | null => {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text.length >= shortest ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/**
 * The person's token for a project, made once and kept in its state folder for this user alone (0600), so that addresses and
 * cookies go on working after a restart. Throws the file system's error.
 */
export const personTokenOf = (stateFolder: string, secrets: Pick<Secrets, 'token'>): string => {
  const file = join(stateFolder, 'person-token');
  const found = read(file);
  if (found !== null) {
    chmodSync(file, 0o600);
    return found;
  }
  // Whole or not at all: written under another name, then given its own.
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${secrets.token()}\n`, { mode: 0o600 });
  rmSync(file, { force: true });
  linkSync(fresh, file);
  rmSync(fresh);
  return read(file) ?? '';
};
