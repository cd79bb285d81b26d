import type { Crew } from '../../hierarchy/crew.ts';

/** A person who commits wants to see it go on; two gits in this time are nothing. */
const lookMs = 3_000;

/**
 * Follows the checkouts of targets that could not be moved, until one of them has changed: its files, or what it is in the middle
 * of. The person's own checkout is not watched otherwise.
 */
export class TargetWatch {
  readonly #crew: Crew;
  readonly #changed: (target: string) => void;
  readonly #following = new Map<string, () => void>();

  constructor(crew: Crew, changed: (target: string) => void) {
    this.#crew = crew;
    this.#changed = changed;
  }

  stop(): void {
    for (const cancel of this.#following.values()) cancel();
    this.#following.clear();
  }

  follow(target: string): void {
    this.#following.get(target)?.();
    this.#next(target, null);
  }

  #next(target: string, before: string | null): void {
    const cancel = this.#crew.ports.clock.after(lookMs, () => {
      this.#look(target, before, cancel).catch((error: unknown) =>
        this.#crew.ports.log.error('looking at a checkout', error),
      );
    });
    this.#following.set(target, cancel);
  }

  /** `mine`: what this look was planned by. Followed anew while git was asked, that goes on, and this one ends. */
  async #look(target: string, before: string | null, mine: () => void): Promise<void> {
    if (this.#crew.stopped) return;
    const waits = this.#crew.ledger.view.merges.some(
      (merge) => merge.target === target && merge.state === 'waiting',
    );
    if (!waits) {
      this.#following.delete(target);
      return;
    }
    const now = await this.#stateOf(target);
    if (this.#following.get(target) !== mine) return;
    if (!now.free && (before === null || now.seen === before)) {
      this.#next(target, now.seen);
      return;
    }
    this.#following.delete(target);
    this.#changed(target);
  }

  /** `free`: nothing is in the way any more. */
  async #stateOf(target: string): Promise<{ readonly free: boolean; readonly seen: string }> {
    const { branches, worktrees } = this.#crew.ports;
    const places = await branches.checkedOut(target);
    if (!places.ok) return { free: false, seen: places.error.message };
    const seen = [];
    for (const place of places.value) {
      const files = await worktrees.uncommitted(place.worktree);
      seen.push({ ...place, files: files.ok ? files.value : files.error.message });
    }
    const free = seen.every(({ busy, away, files }) => busy === null && !away && files === 0);
    return { free, seen: JSON.stringify(seen) };
  }
}
