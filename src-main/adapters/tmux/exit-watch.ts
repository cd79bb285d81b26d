import type { Result } from '@contract/result.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PaneInfo } from '../../core/ports/terminals.ts';
import type { PaneRegistry } from './pane-registry.ts';

/**
 * Waits between looks at a dead pane without a status, each with a nudge: its terminal closes a moment before its process
 * can be waited for, so that one nudge may come too early. Then on and on at the last of them, until the pane's patience is over.
 */
const STATUS_WAITS_MS: readonly number[] = [5, 20, 100, 500];

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
    this.#lookOnce()
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

  /** `time`: how often it was looked for a missing status. */
  async #lookOnce(time = 0): Promise<void> {
    if (this.#stopped) return;
    const { panes, list, nudge, log } = this.#parts;
    const expected = panes.names();
    const listed = await list();
    // Without an answer the connection is gone: what follows it (gap or lost) looks again.
    if (!listed.ok || this.#stopped) return;
    if (!panes.settle(expected, listed.value, performance.now())) return;
    nudge();
    // In the background: the deaths of other panes are looked at meanwhile.
    const later = () =>
      this.#lookOnce(time + 1).catch((error: unknown) => log.error('looking for ended panes failed', error));
    setTimeout(later, STATUS_WAITS_MS[time] ?? STATUS_WAITS_MS.at(-1)).unref();
  }
}
