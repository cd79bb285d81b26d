import type { WorktreeListener, WorktreeWatch, WorktreeWatches } from '../../../core/ports/worktree-watch.ts';
import { type GitEnvironment, gitIn } from '../run-git.ts';
import { type Turn, WatchedWorktree } from './watched-worktree.ts';

/** Two looks at a time: a host that comes back to a hundred worktrees leaves the machine to others. */
const looksAtATime = 2;

const takingTurns = (limit: number): Turn => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= limit) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
};

/** Watches worktrees in the present thread. */
export class WorktreeWatchesHere implements WorktreeWatches {
  readonly #env: GitEnvironment;
  readonly #turn = takingTurns(looksAtATime);
  readonly #watched = new Set<WatchedWorktree>();

  constructor(env: GitEnvironment) {
    this.#env = env;
  }

  watch(
    place: { readonly folder: string; readonly tip: string | null },
    listener: WorktreeListener,
  ): WorktreeWatch {
    const git = gitIn(this.#env, place.folder);
    const watched = new WatchedWorktree(place.folder, place.tip, git, listener, this.#turn);
    this.#watched.add(watched);
    const forget = () => void this.#watched.delete(watched);
    return {
      finish: () => watched.finish().finally(forget),
      stop: () => {
        watched.stop();
        forget();
      },
    };
  }

  async stop(): Promise<void> {
    for (const watched of this.#watched) watched.stop();
    this.#watched.clear();
  }
}
