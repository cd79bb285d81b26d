import type {
  SeenCommit,
  WorktreeListener,
  WorktreeLook,
  WorktreeWatches,
} from '../../src-main/core/ports/worktree-watch.ts';

/** A commit's hash that a test can tell from others. */
export const hashOf = (letter: string): string => letter.repeat(40);

export const aCommit = (
  hash: string,
  files: readonly string[],
  more: Partial<SeenCommit> = {},
): SeenCommit => ({
  hash,
  parents: [hashOf('0')],
  way: 'commit',
  amends: null,
  author: 'Ada',
  at: 1,
  subject: `commit ${hash[0]}`,
  files,
  touched: files,
  ...more,
});

interface Watched {
  readonly tip: string | null;
  readonly listener: WorktreeListener;
  told: string;
  readonly dirty: Set<string>;
}

/** Worktrees that a test speaks for; by their folders. */
export class FakeWorktreeWatches implements WorktreeWatches {
  readonly watched = new Map<string, Watched>();
  finished = 0;

  watch({ folder, tip }: { folder: string; tip: string | null }, listener: WorktreeListener) {
    const watched = { tip, listener, told: tip ?? hashOf('0'), dirty: new Set<string>() };
    this.watched.set(folder, watched);
    const forget = () => {
      if (this.watched.get(folder) === watched) this.watched.delete(folder);
    };
    return {
      finish: async () => {
        this.finished += 1;
        forget();
      },
      stop: forget,
    };
  }

  async stop(): Promise<void> {
    this.watched.clear();
  }

  #of(folder: string): Watched {
    const watched = this.watched.get(folder);
    if (watched === undefined) throw new Error(`${folder} is not watched`);
    return watched;
  }

  /** Has a worktree look different in some way; the rest is as it was. */
  look(folder: string, more: Partial<WorktreeLook>): void {
    const watched = this.#of(folder);
    const from = watched.told;
    const tip = more.tip ?? more.commits?.at(-1)?.hash ?? from;
    watched.told = tip;
    for (const path of more.settled ?? []) watched.dirty.delete(path);
    for (const { path } of more.changed ?? []) watched.dirty.add(path);
    const plain = { commits: [], dropped: [], changed: [], settled: [], branch: branchOf(folder) };
    watched.listener.looked({ ...plain, dirty: watched.dirty.size, ...more, from, tip });
  }

  /** Has files been written. */
  write(folder: string, ...paths: string[]): void {
    this.look(folder, { changed: paths.map((path) => ({ path, kind: 'changed', at: 1 })) });
  }

  trouble(folder: string, reason: string | null): void {
    this.#of(folder).listener.troubled(reason);
  }
}

const branchOf = (folder: string): string => folder.replace('/worktrees/', 'tutti/');
