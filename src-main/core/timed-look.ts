import type { Crew } from './hierarchy/crew.ts';
import type { Keeper } from './keeper.ts';

/** Longer timers overflow (24.8 days); a look that comes early finds nothing, and waits on. */
const longestMs = 86_400_000;

/** A look whose findings could not be written down (a full disk) is made again after so many ms. */
export const lookAgainMs = 1000;

/** Appends what it finds, and answers when to look next at the latest (milliseconds since 1970), if ever. */
type Look = (now: number, cause: number | null) => number | null;

/**
 * Looks at the log when an event of these kinds tells so, when the time has come that the last look gave, and at the start. One timer,
 * for the next of these times. A look that could not be written down is made once more: what it found must not wait until something
 * else happens to be told.
 */
export class TimedLook implements Keeper {
  readonly #crew: Crew;
  readonly #what: string;
  readonly #look: Look;
  #cancel: () => void = () => undefined;

  /** `what` it is, in the log of errors. The `cause` that `look` gets is the event that led to it (at the start that the host began); null: the time. */
  constructor(crew: Crew, what: string, kinds: ReadonlySet<string>, look: Look) {
    this.#crew = crew;
    this.#what = what;
    this.#look = look;
    crew.ledger.listen((events) => {
      const last = events.findLast(({ kind }) => kinds.has(kind));
      if (last !== undefined) this.#lookNow(last.seq);
    });
  }

  resume(): void {
    this.#lookNow(this.#crew.hostBegan);
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => undefined;
  }

  #lookNow(cause: number | null): void {
    this.stop();
    if (this.#crew.stopped) return;
    const now = this.#crew.ports.clock.now();
    try {
      const next = this.#look(now, cause);
      if (next !== null) this.#arm(next - now, null);
    } catch (error) {
      this.#crew.ports.log.error(this.#what, error);
      this.#arm(lookAgainMs, cause);
    }
  }

  #arm(ms: number, cause: number | null): void {
    const wait = Math.min(Math.max(0, ms), longestMs);
    this.#cancel = this.#crew.ports.clock.after(wait, () => this.#lookNow(cause));
  }
}
