import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Log } from '../../../core/ports/log.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { watchFolder } from './watch-folder.ts';

/** What a JSON file holds; null where there is none, or one that is only half written. */
export const readJsonFile = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
};

/** Tells what a small JSON file holds, now and whenever it changes. It may come later. */
export const watchJsonFile = (path: string, tell: (value: unknown) => void, log: Log): { stop(): void } => {
  let stopped = false;
  const read = oneAtATime(
    async () => {
      const value = await readJsonFile(path);
      if (!stopped && value !== null) tell(value);
    },
    log,
    `reading ${path}`,
  );
  const name = basename(path);
  const folder = watchFolder(
    dirname(path),
    (changed) => {
      if (changed === null || changed === name) read();
    },
    log,
  );
  return {
    stop: () => {
      stopped = true;
      folder.stop();
    },
  };
};
