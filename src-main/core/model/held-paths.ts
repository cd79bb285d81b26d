import type { Party } from '@contract/ids.ts';
import type { Lock } from '@contract/locks.ts';
import { covers } from '@contract/paths.ts';

/** As paths are compared: see `covers`. */
const folded = (path: string): string => path.normalize('NFC').toLowerCase();

interface Claimed {
  readonly claim: string;
  /** The claim up to its first letter that stands for others. */
  readonly head: string;
  readonly lock: Lock;
}

/**
 * The same answer as `holderOf` for a list of locks that is asked about thousands of paths: names are looked up, and only claims
 * with `*`, `?` or `{}` are compared one by one.
 */
export class HeldPaths {
  readonly #plain = new Map<string, Lock[]>();
  readonly #globs: Claimed[] = [];

  constructor(locks: readonly Lock[]) {
    for (const lock of locks) if (lock.state === 'held') this.#take(lock);
  }

  get isEmpty(): boolean {
    return this.#plain.size === 0 && this.#globs.length === 0;
  }

  /** The locks of others than `except` that cover a file. */
  of(path: string, except: Party): Lock[] {
    const name = folded(path);
    const found = new Set<Lock>();
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
      for (const lock of this.#plain.get(name.slice(0, end)) ?? []) found.add(lock);
    }
    for (const { claim, head, lock } of this.#globs) {
      if (!found.has(lock) && name.startsWith(head) && covers(claim, path)) found.add(lock);
    }
    return [...found].filter(({ holder }) => holder !== except);
  }

  #take(lock: Lock): void {
    for (const claim of lock.paths) {
      const name = folded(claim);
      const glob = name.search(/[*?{]/);
      if (glob !== -1) this.#globs.push({ claim, head: name.slice(0, glob), lock });
      else this.#plain.set(name, [...(this.#plain.get(name) ?? []), lock]);
    }
  }
}
