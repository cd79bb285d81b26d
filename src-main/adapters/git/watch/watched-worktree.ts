import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorktreeListener, WorktreeWatch } from '../../../core/ports/worktree-watch.ts';
import type { Git } from '../run-git.ts';
import { FolderWatches } from './folder-watches.ts';
import { findGitPlaces, type GitPlaces, GitPlacesWatch } from './git-places.ts';
import { IgnoredNames } from './ignored-names.ts';
import { lookAtWorktree, nothingTold, type Told } from './look-at-worktree.ts';

/** Tools write a file in several steps, and several files at once: what comes within this is told as one. */
const settleMs = 100;

/** Looks take at most a fifth of the time, so that one who writes without end costs a fraction of one core. */
const restFactor = 4;

/** Where folders can't be watched, or git failed: looked at so often instead. */
const lookAgainMs = 5_000;

/** More names than this at once are not asked for one by one: a look tells as much. */
const namesLimit = 1_000;

/** Runs looks, a few at a time over all worktrees. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

const parentsOf = (files: readonly string[]): Set<string> => {
  const folders = new Set(['']);
  for (const file of files) {
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const folder = file.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
};

/** One instance's worktree, from the first look until it is stopped. */
export class WatchedWorktree implements WorktreeWatch {
  readonly #folder: string;
  readonly #git: Git;
  readonly #listener: WorktreeListener;
  readonly #turn: Turn;
  readonly #ignored: IgnoredNames;
  readonly #folders: FolderWatches;
  readonly #names = new Set<string>();
  #gitWatch: GitPlacesWatch | null = null;
  #places: GitPlaces | null = null;
  #told: Told;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #restUntil = 0;
  /** Something is different whatever the names say. */
  #surely = true;
  #stopped = false;
  #finishing = false;
  /** Every folder that git looks at is watched. */
  #complete = false;
  #trouble: string | null = null;
  #toldTrouble: string | null = null;

  constructor(folder: string, tip: string | null, git: Git, listener: WorktreeListener, turn: Turn) {
    this.#folder = folder;
    this.#git = git;
    this.#listener = listener;
    this.#turn = turn;
    this.#told = nothingTold(tip);
    this.#ignored = new IgnoredNames(git);
    this.#folders = new FolderWatches(
      folder,
      (path) => this.#hear(path),
      (reason) => this.#unwatched(reason),
    );
    this.#plan(0);
  }

  async finish(): Promise<void> {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    // Else one that is planned while this last look goes on would tell the same once more.
    this.#finishing = true;
    await this.#looking;
    this.#surely = true;
    await this.#look();
    this.stop();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#folders.close();
    this.#gitWatch?.close();
  }

  #hear(path: string): void {
    if (this.#stopped || path === '.git' || this.#ignored.knows(path)) return;
    if (this.#names.size < namesLimit) this.#names.add(path);
    else this.#surely = true;
    if (path.endsWith('.gitignore')) this.#ignored.forget();
    this.#plan(settleMs);
  }

  #plan(ms: number): void {
    if (this.#timer !== null || this.#looking !== null || this.#finishing || this.#stopped) return;
    const wait = Math.max(ms, this.#restUntil - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#looking = this.#look().finally(() => {
        this.#looking = null;
        if (this.#trouble !== null) this.#planAgain();
        else if (this.#names.size > 0 || this.#surely) this.#plan(settleMs);
      });
    }, wait);
    this.#timer.unref();
  }

  #unwatched(reason: string): void {
    this.#trouble = reason;
    this.#complete = false;
    this.#surely = true;
    this.#plan(settleMs);
  }

  #planAgain(): void {
    this.#surely = true;
    this.#plan(lookAgainMs);
  }

  /** Never throws: what fails is trouble that is told, and tried again. */
  async #look(): Promise<void> {
    this.#trouble = null;
    try {
      await this.#turn(() => this.#lookNow());
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
    }
    if (this.#stopped || this.#trouble === this.#toldTrouble) return;
    this.#toldTrouble = this.#trouble;
    this.#listener.troubled(this.#trouble);
  }

  async #lookNow(): Promise<void> {
    if (this.#stopped || !(await this.#begun())) return;
    const names = [...this.#names];
    const surely = this.#surely;
    this.#names.clear();
    this.#surely = false;
    const others = await this.#ignored.others(names);
    await this.#follow(others);
    if (!surely && others.length === 0) return;
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const began = Date.now();
    // Of places that were found, or there would be no look.
    const places = this.#places as GitPlaces;
    const look = await lookAtWorktree(this.#git, this.#folder, places, this.#told);
    this.#restUntil = Date.now() + (Date.now() - began) * restFactor;
    if (!look.ok) {
      this.#trouble = look.error.message;
      return;
    }
    if (this.#stopped) return;
    const { news, now } = look.value;
    this.#told = now;
    this.#gitWatch?.refresh(now.branch ?? null);
    // A folder that came to light by its files: what happened in it before it was watched is looked at once more.
    for (const folder of parentsOf([...now.files.keys()])) {
      if (!this.#folders.has(folder) && this.#folders.add(folder)) this.#surely = true;
    }
    if (news !== null) this.#listener.looked(news);
  }

  /** Watches before it looks first, so that nothing falls in between. Tried again until it can. */
  async #begun(): Promise<boolean> {
    if (this.#places === null) {
      const places = await findGitPlaces(this.#git, this.#folder);
      if (!places.ok) {
        this.#trouble = places.error.message;
        return false;
      }
      this.#places = places.value;
      const moved = () => {
        this.#surely = true;
        this.#plan(settleMs);
      };
      this.#gitWatch = new GitPlacesWatch(places.value, moved, (reason) => {
        this.#trouble = reason;
      });
      this.#gitWatch.refresh(null);
    }
    if (this.#complete) return true;
    const listed = await this.#git(['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
    if (!listed.ok) {
      this.#trouble = listed.error.message;
      return false;
    }
    this.#complete = true;
    for (const folder of parentsOf(listed.value.stdout.split('\0'))) {
      this.#folders.add(folder);
      // One limit reached is reached for all: each further try would cost, and none succeed.
      if (!this.#complete) break;
    }
    return true;
  }

  /** Folders among what has changed: those that went are forgotten, new ones are watched with all below that git looks at. */
  async #follow(paths: readonly string[]): Promise<void> {
    let open = this.#folders.deep ? [] : [...paths];
    while (open.length > 0 && !this.#stopped) {
      const fresh = open.filter((path) => this.#isNewFolder(path)).filter((path) => this.#folders.add(path));
      open = await this.#ignored.others(fresh.flatMap((path) => this.#foldersIn(path)));
    }
  }

  #isNewFolder(path: string): boolean {
    const stat = lstatSync(join(this.#folder, path), { throwIfNoEntry: false });
    const isFolder = stat?.isDirectory() ?? false;
    // Watched under this name, but perhaps another folder by now: it is watched anew.
    if (this.#folders.has(path)) this.#folders.drop(path);
    return isFolder;
  }

  /** None of a repository within this one: git does not look into it either. */
  #foldersIn(path: string): string[] {
    try {
      const entries = readdirSync(join(this.#folder, path), { withFileTypes: true });
      if (entries.some(({ name }) => name === '.git')) return [];
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${path}/${name}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}
