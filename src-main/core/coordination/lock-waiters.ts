import type { TuttiEvent } from '@contract/events.ts';
import type { LockId } from '@contract/locks.ts';
import type { Clock } from '../ports/clock.ts';

/** How a wait ended: by an event of the lock's, with the run, or by the clock (null). */
export type WaitEnd = Extract<TuttiEvent, { kind: `lock.${string}` | 'run.started' }> | null;

/** The calls that stay open until a lock is granted. */
export class LockWaiters {
  readonly #clock: Clock;
  readonly #open = new Map<LockId, Set<(end: WaitEnd) => void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether somebody is there to be told of a grant. */
  awaits(id: LockId): boolean {
    return this.#open.has(id);
  }

  /** Resolves when its waiting ends, or after `ms`. */
  wait(id: LockId, ms: number): Promise<WaitEnd> {
    return new Promise((resolve) => {
      const others = this.#open.get(id) ?? new Set();
      this.#open.set(id, others);
      const end = (how: WaitEnd): void => {
        cancel();
        others.delete(end);
        if (others.size === 0) this.#open.delete(id);
        resolve(how);
      };
      const cancel = this.#clock.after(ms, () => end(null));
      others.add(end);
    });
  }

  hear(event: TuttiEvent): void {
    if (this.#open.size === 0) return;
    if (event.kind === 'run.started') {
      for (const id of [...this.#open.keys()]) this.#end(id, event);
    } else if (
      event.kind === 'lock.granted' ||
      event.kind === 'lock.refused' ||
      event.kind === 'lock.expired' ||
      event.kind === 'lock.withdrawn'
    ) {
      this.#end(event.data.lock, event);
    }
  }

  #end(id: LockId, how: WaitEnd): void {
    for (const end of [...(this.#open.get(id) ?? [])]) end(how);
  }
}
