import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '@contract/result.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PaneInfo } from '../../core/ports/terminals.ts';
import type { PaneRegistry } from './pane-registry.ts';

/** After being nudged, tmux has a dead pane's status within a millisecond; a busy machine gets some more. */
const STATUS_GRACE_MS = 300;

export interface ExitWatchParts {
  readonly panes: PaneRegistry;
  list(): Promise<Result<readonly PaneInfo[]>>;
  /** Makes the server look for ended children. */
  nudge(): void;
  readonly log: Log;
}

/** Looks which panes have ended whenever something says that one may have. */
export class ExitWatch {
  readonly #parts: ExitWatchParts;
  #looking = false;
  #again = false;
  #stopped = false;

  constructor(parts: ExitWatchParts) {
    this.#parts = parts;
  }

  /** One look at a time; a hint that comes meanwhile asks for another. */
  look(): void {
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    this.#lookOnce(false)
      .catch((error: unknown) => this.#parts.log.error('looking for ended panes failed', error))
      .finally(() => {
        this.#looking = false;
        if (!this.#again) return;
        this.#again = false;
        this.look();
      });
  }

  stop(): void {
    this.#stopped = true;
  }

  async #lookOnce(statusMayMiss: boolean): Promise<void> {
    const { panes, list, nudge } = this.#parts;
    const expected = panes.names();
    const listed = await list();
    // Without an answer the connection is gone: what follows it (gap or lost) looks again.
    if (!listed.ok || this.#stopped) return;
    if (!panes.settle(expected, listed.value, statusMayMiss)) return;
    nudge();
    // In the background: the deaths of other panes are looked at meanwhile.
    this.#lookLater().catch((error: unknown) => {
      this.#parts.log.error('looking for ended panes failed', error);
    });
  }

  async #lookLater(): Promise<void> {
    await delay(STATUS_GRACE_MS, undefined, { ref: false });
    if (!this.#stopped) await this.#lookOnce(true);
  }
}
