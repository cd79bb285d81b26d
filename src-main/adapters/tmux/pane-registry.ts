import type { Exit } from '@contract/instances.ts';
import type { PaneId, PaneInfo, TerminalsListener } from '../../core/ports/terminals.ts';
import type { PaneRow } from './pane-rows.ts';

/** A status that hasn't come by then, with a nudge at each look, doesn't come. */
const STATUS_PATIENCE_MS = 2000;

interface Known {
  readonly tag: string;
  readonly window: string;
  exited: boolean;
  /** When it was first seen dead without a status, in ms of a clock that only goes on; null: it wasn't. */
  unclearSince: number | null;
  /** Calls kept back until whoever opened the pane knows its name; null when they go straight through. */
  held: (() => void)[] | null;
}

/** Which panes are ours, and what the listener has been told of each. */
export class PaneRegistry {
  readonly #listener: TerminalsListener;
  readonly #known = new Map<PaneId, Known>();
  /** Output of panes whose creation hasn't been answered yet. */
  readonly #unclaimed = new Map<PaneId, Uint8Array[]>();
  #openings = 0;

  constructor(listener: TerminalsListener) {
    this.#listener = listener;
  }

  output(pane: PaneId, bytes: Uint8Array): void {
    const known = this.#known.get(pane);
    if (known !== undefined) {
      if (known.held === null) this.#listener.output(pane, bytes);
      else {
        const kept = new Uint8Array(bytes);
        known.held.push(() => this.#listener.output(pane, kept));
      }
    } else if (this.#openings > 0) {
      const kept = this.#unclaimed.get(pane);
      if (kept === undefined) this.#unclaimed.set(pane, [new Uint8Array(bytes)]);
      else kept.push(new Uint8Array(bytes));
    }
  }

  /** A pane found at the start: its listener knows it already. */
  adopt(row: PaneRow): void {
    const { info, window } = row;
    this.#known.set(info.pane, {
      tag: info.tag,
      window,
      exited: info.exit !== null,
      unclearSince: null,
      held: null,
    });
  }

  /** From before a pane is asked for until its answer is here, output of unknown panes is kept. */
  beginOpening(): void {
    this.#openings++;
  }

  /** Ends an opening: what its pane has printed so far is told after the opener has seen the answer. */
  endOpening(row: PaneRow | null): void {
    this.#openings--;
    if (row !== null) this.#claim(row);
    if (this.#openings === 0) this.#unclaimed.clear();
  }

  #claim({ info, window }: PaneRow): void {
    const pane = info.pane;
    const held = (this.#unclaimed.get(pane) ?? []).map((bytes) => () => this.#listener.output(pane, bytes));
    this.#unclaimed.delete(pane);
    const known: Known = { tag: info.tag, window, exited: false, unclearSince: null, held };
    this.#known.set(pane, known);
    // After every promise reaction: by then the awaiting caller has its PaneInfo.
    setImmediate(() => {
      known.held = null;
      for (const call of held) call();
    });
  }

  forget(pane: PaneId): void {
    this.#known.delete(pane);
  }

  clear(): void {
    this.#known.clear();
    this.#unclaimed.clear();
  }

  gap(pane: PaneId, reason: string): void {
    const known = this.#known.get(pane);
    if (known !== undefined) this.#tell(known, () => this.#listener.gap(pane, reason));
  }

  hasWindow(window: string): boolean {
    for (const known of this.#known.values()) if (known.window === window) return true;
    return false;
  }

  names(): ReadonlySet<PaneId> {
    return new Set(this.#known.keys());
  }

  /**
   * Compares the panes that existed when a list was asked for with the list, and tells of those that ended. tmux 3.3a
   * drops what a dead pane printed last from its stream (but not from its screen), so a gap goes before each exit.
   * True when a pane is dead and its status isn't known yet: it is told without one when it has been so for `STATUS_PATIENCE_MS`.
   */
  settle(expected: ReadonlySet<PaneId>, listed: readonly PaneInfo[], now: number): boolean {
    const byName = new Map(listed.map((info) => [info.pane, info]));
    let unclear = false;
    for (const pane of expected) {
      const known = this.#known.get(pane);
      if (known === undefined || known.exited) continue;
      const info = byName.get(pane);
      if (info === undefined) {
        this.#exited(pane, known, { status: null, signal: null });
        this.#known.delete(pane);
      } else if (info.exit !== null && isUnclear(info.exit) && mayStillCome(known, now)) {
        unclear = true;
      } else if (info.exit !== null) {
        this.gap(pane, 'tmux may keep back what a program prints last');
        this.#exited(pane, known, info.exit);
      }
    }
    return unclear;
  }

  #exited(pane: PaneId, known: Known, exit: Exit): void {
    known.exited = true;
    this.#tell(known, () => this.#listener.exited(pane, exit));
  }

  #tell(known: Known, call: () => void): void {
    if (known.held === null) call();
    else known.held.push(call);
  }
}

/** Each has its own patience: one that dies while another's is nearly over gets all of it. */
function mayStillCome(known: Known, now: number): boolean {
  known.unclearSince ??= now;
  return now - known.unclearSince < STATUS_PATIENCE_MS;
}

function isUnclear(exit: Exit): boolean {
  return exit.status === null && exit.signal === null;
}
