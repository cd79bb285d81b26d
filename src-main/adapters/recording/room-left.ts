import { mkdirSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A recording leaves so many bytes of its disk free: the project's log, the repository and the agents need room more than it does, and the
 * log lies on the same disk.
 */
export const reservedBytes = 200 * 2 ** 20;

/** Bytes that are free where a file lies, or would. Throws the file system's errors. */
export const roomLeft = (file: string): number => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
};

/** The disk is full, but for what others need. */
export class NoRoom extends Error {
  constructor() {
    super(`less than ${reservedBytes / 2 ** 20} MB are free on its disk`);
  }
}
