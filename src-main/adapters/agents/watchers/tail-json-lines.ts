import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Log } from '../../../core/ports/log.ts';
import { LineSplitter } from './line-splitter.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { watchFolder } from './watch-folder.ts';

export interface Tail {
  stop(): void;
}

/** Read at once: large enough for speed, small enough that parsing it does not hold up the event loop (2 ms). */
const chunkBytes = 256 * 1024;

/**
 * Reads a file of JSON lines from its beginning and on as it grows, each record once. The file or its folder may come later,
 * be truncated or be replaced (then it is read anew from its beginning, so a reader that counts must know records by their
 * ids). A line that is no JSON is left out. `caughtUp` is called after each time that the end has been reached.
 */
export const tailJsonLines = (
  path: string,
  onRecord: (record: unknown) => void,
  log: Log,
  caughtUp: () => void = () => undefined,
): Tail => {
  const reader = new TailReader(path, onRecord, log);
  let stopped = false;
  const readOn = oneAtATime(
    async () => {
      if (!stopped && (await reader.readOn(() => stopped)) && !stopped) caughtUp();
    },
    log,
    `reading ${path}`,
  );
  const name = basename(path);
  const changed = (what: string | null): void => {
    if (what === null || what === name) readOn();
  };
  const folder = watchFolder(dirname(path), changed, log);
  return {
    stop: () => {
      stopped = true;
      folder.stop();
    },
  };
};

class TailReader {
  readonly #path: string;
  readonly #onRecord: (record: unknown) => void;
  readonly #log: Log;
  readonly #lines = new LineSplitter();
  #offset = 0;
  #inode = -1;

  constructor(path: string, onRecord: (record: unknown) => void, log: Log) {
    this.#path = path;
    this.#onRecord = onRecord;
    this.#log = log;
  }

  /** @returns whether there was anything new */
  async readOn(stopped: () => boolean): Promise<boolean> {
    const file = await openIfThere(this.#path);
    if (file === null) return false;
    try {
      const { ino, size } = await file.stat();
      if (ino !== this.#inode || size < this.#offset) {
        this.#inode = ino;
        this.#offset = 0;
        this.#lines.clear();
      }
      const before = this.#offset;
      const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(chunkBytes, size - before)));
      while (!stopped()) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, this.#offset);
        if (bytesRead === 0) break;
        this.#offset += bytesRead;
        for (const line of this.#lines.split(buffer.subarray(0, bytesRead))) {
          if (stopped()) break;
          this.#take(line);
        }
      }
      return this.#offset > before;
    } finally {
      await file.close();
    }
  }

  #take(line: string): void {
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch {
      // A CLI that was killed leaves half a line behind, and goes on after it when it is resumed.
      if (line.trim() !== '')
        this.#log.warn('a line that is no JSON', { path: this.#path, length: line.length });
      return;
    }
    this.#onRecord(record);
  }
}

const openIfThere = async (path: string): Promise<FileHandle | null> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
