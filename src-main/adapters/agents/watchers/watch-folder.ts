import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../../core/ports/log.ts';

export interface FolderWatch {
  stop(): void;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The folder itself, or the nearest one above it that is there. */
const nearest = (folder: string): string => {
  let at = folder;
  while (!isFolder(at) && at !== dirname(at)) at = dirname(at);
  return at;
};

/**
 * Calls `changed` with the name of whatever changes in a folder (null: anything may have), and once as soon as the folder is
 * watched. A folder that is not there yet, or goes, is waited for at the nearest one above it. Nothing is polled.
 */
export const watchFolder = (
  folder: string,
  changed: (name: string | null) => void,
  log: Log,
): FolderWatch => {
  let watcher: FSWatcher | null = null;
  let watched = '';
  let stopped = false;

  const attach = (): void => {
    watcher?.close();
    watcher = null;
    // What appears between the look and the watch tells nobody: so it is looked for once more.
    while (!stopped && nearest(folder) !== watched) if (!open(nearest(folder))) return;
    if (watched === folder) changed(null);
  };

  const open = (at: string): boolean => {
    watcher?.close();
    watched = at;
    try {
      watcher = watch(at, { persistent: false }, (_, name) => hear(at, name));
    } catch (error) {
      watcher = null;
      watched = '';
      // Gone again: the next round looks higher up.
      if (!isFolder(at)) return true;
      log.warn('a folder that an agent writes to cannot be watched', { folder: at, error: String(error) });
      return false;
    }
    watcher.on('error', (error) =>
      log.warn('the watch of a folder failed', { folder: at, error: error.message }),
    );
    return true;
  };

  const hear = (at: string, name: string | null): void => {
    if (stopped || at !== watched) return;
    const moved = at === folder ? name === basename(folder) && !isFolder(folder) : isFolder(nextBelow(at));
    if (moved || (at !== folder && !isFolder(at))) {
      watched = '';
      attach();
    } else if (at === folder) changed(name);
  };

  /** The part of the way to the folder that is missed at `at`. */
  const nextBelow = (at: string): string => {
    const rest = folder.slice(at === '/' ? 1 : at.length + 1);
    return join(at, rest.split('/')[0] ?? '');
  };

  attach();
  return {
    stop: () => {
      stopped = true;
      watcher?.close();
      watcher = null;
    },
  };
};
