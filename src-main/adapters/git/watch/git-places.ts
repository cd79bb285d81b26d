import { type FSWatcher, watch } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ok, type Result } from '@contract/result.ts';
import type { Git } from '../run-git.ts';

/** Where git keeps what it knows of one worktree. */
export interface GitPlaces {
  /** HEAD, the index, and what is under way (a merge, a rebase). */
  readonly own: string;
  /** What all worktrees share: branches, objects, settings. */
  readonly common: string;
}

export const findGitPlaces = async (git: Git, folder: string): Promise<Result<GitPlaces>> => {
  // One at a time: a folder's name may hold a newline.
  const own = await git(['rev-parse', '--git-dir']);
  if (!own.ok) return own;
  const common = await git(['rev-parse', '--git-common-dir']);
  if (!common.ok) return common;
  const [ownPath, commonPath] = [own, common].map(({ value }) => {
    const path = value.stdout.replace(/\n$/, '');
    return isAbsolute(path) ? path : join(folder, path);
  });
  return ok({ own: ownPath ?? '', common: commonPath ?? '' });
};

/** A lock's own coming and going is no news: what was written under it is. */
const isNews = (name: string | null): boolean => name === null || !name.endsWith('.lock');

/**
 * Calls whenever a worktree's HEAD, index or branch may have moved: four folders, whatever the size of the repository. Those of
 * branches go where git packs them, and are found again at `refresh`.
 */
export class GitPlacesWatch {
  readonly #places: GitPlaces;
  readonly #moved: () => void;
  readonly #troubled: (reason: string) => void;
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(places: GitPlaces, moved: () => void, troubled: (reason: string) => void) {
    this.#places = places;
    this.#moved = moved;
    this.#troubled = troubled;
  }

  refresh(branch: string | null): void {
    const { own, common } = this.#places;
    this.#open(own, isNews);
    this.#open(join(own, 'logs'), isNews);
    // The person's index lies there, too: only branches that were packed are of interest.
    this.#open(common, (name) => name === null || name === 'packed-refs' || name === 'reftable');
    if (branch === null) return;
    const at = join(common, 'refs', 'heads', branch);
    const [folder, leaf] = [at.slice(0, at.lastIndexOf('/')), at.slice(at.lastIndexOf('/') + 1)];
    this.#open(folder, (name) => name === null || name === leaf);
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #open(folder: string, isOurs: (name: string | null) => boolean): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        // Gone, or another is in its place: looked for again at the next refresh.
        if (event === 'rename' && name !== null && folder.endsWith(`/${name}`)) this.#forget(folder);
        if (isOurs(name)) this.#moved();
      });
      watcher.on('error', () => this.#forget(folder));
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // A branch that is packed has no folder; it makes one when it moves, which the log of HEAD tells, too.
      if (code !== 'ENOENT' && code !== 'ENOTDIR')
        this.#troubled(`git's folder can't be watched: ${message}`);
    }
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }
}
