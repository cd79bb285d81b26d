import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** What a watch of a folder can't have more of: `ENOSPC` watches of the user, `EMFILE` instances or open files. */
const limits: Readonly<Record<string, string>> = {
  ENOSPC: 'the system watches no more folders for this user (fs.inotify.max_user_watches)',
  EMFILE: 'the system opens no more watches for this user (fs.inotify.max_user_instances)',
};

/** A folder that went before it could be watched is no failure. */
const isGone = (error: NodeJS.ErrnoException): boolean => error.code === 'ENOENT' || error.code === 'ENOTDIR';

/**
 * Folders of one worktree, each watched by itself: what git ignores costs nothing then. Names are relative to `root`, `''` is the root
 * itself. On macOS one watch sees all that is below, so that only the root has one.
 */
export class FolderWatches {
  readonly #root: string;
  readonly #changed: (path: string) => void;
  readonly #troubled: (reason: string) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #recursive = process.platform === 'darwin';

  constructor(root: string, changed: (path: string) => void, troubled: (reason: string) => void) {
    this.#root = root;
    this.#changed = changed;
    this.#troubled = troubled;
  }

  /** Whether the root's watch sees all below it. */
  get deep(): boolean {
    return this.#recursive;
  }

  get count(): number {
    return this.#watchers.size;
  }

  has(folder: string): boolean {
    return this.#recursive ? this.#watchers.has('') : this.#watchers.has(folder);
  }

  /** False: it can't be watched, which has been told; or it is gone. */
  add(folder: string): boolean {
    if (this.has(folder)) return true;
    try {
      const options = { persistent: false, recursive: this.#recursive && folder === '' };
      const watcher = watch(join(this.#root, folder), options, (_event, name) => this.#hear(folder, name));
      watcher.on('error', (error) => this.#fail(folder, error));
      this.#watchers.set(folder, watcher);
      return true;
    } catch (error) {
      this.#fail(folder, error as NodeJS.ErrnoException);
      return false;
    }
  }

  /** Forgets a folder and what lies below it. */
  drop(folder: string): void {
    for (const [name, watcher] of this.#watchers) {
      if (name !== folder && !name.startsWith(`${folder}/`)) continue;
      watcher.close();
      this.#watchers.delete(name);
    }
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #hear(folder: string, name: string | null): void {
    // Without a name anything in the folder may have changed.
    this.#changed(name === null ? folder : folder === '' ? name : `${folder}/${name}`);
  }

  #fail(folder: string, error: NodeJS.ErrnoException): void {
    this.drop(folder);
    if (isGone(error)) return;
    this.#troubled(limits[error.code ?? ''] ?? `a folder can't be watched: ${error.message}`);
  }
}
