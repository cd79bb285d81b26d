import { execFileSync } from 'node:child_process';

interface Wish {
  readonly of: string;
  readonly source: string;
  readonly by: string;
  /** The worktree of whoever asks, with the branch that it is to go into. */
  readonly folder: string;
}

interface SmallMerge extends Wish {
  readonly id: string;
  readonly target: string;
  readonly reason: string;
  state: 'merged' | 'conflicted';
}

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** Just enough of a merge queue for a play: what conflicts is told to its owner, and tried again whenever somebody looks. */
export class SmallMerges {
  readonly #merges: SmallMerge[] = [];
  readonly #tell: (to: string, text: string) => void;

  constructor(tell: (to: string, text: string) => void) {
    this.#tell = tell;
  }

  request(wish: Wish): SmallMerge {
    const same = this.#merges.find(({ source, by }) => source === wish.source && by === wish.by);
    if (same) return same;
    const merge: SmallMerge = {
      ...wish,
      id: `merge_${this.#merges.length + 1}`,
      target: git(wish.folder, 'rev-parse', '--abbrev-ref', 'HEAD'),
      reason: '',
      state: 'conflicted',
    };
    this.#merges.push(merge);
    if (!this.#attempt(merge)) this.#tell(merge.of, `Your branch can't be merged into ${merge.target}`);
    return { ...merge };
  }

  list(): readonly SmallMerge[] {
    for (const merge of this.#merges) if (merge.state === 'conflicted') this.#attempt(merge);
    return this.#merges;
  }

  #attempt(merge: SmallMerge): boolean {
    const who = ['-c', 'user.name=Tutti', '-c', 'user.email=tutti@t.invalid'];
    try {
      git(merge.folder, ...who, 'merge', '--quiet', '--no-ff', '-m', `Merge ${merge.of}`, merge.source);
    } catch {
      git(merge.folder, 'merge', '--abort');
      return false;
    }
    merge.state = 'merged';
    this.#tell(merge.by, `${merge.id}: merged`);
    return true;
  }
}
