import type { PaneInfo } from './ports/terminals.ts';

/** What acts by itself, over time: it hears of every event from when it is made, and sets timers of its own. */
export interface Keeper {
  /**
   * Takes up what an earlier host left, from the rows. Called once, when it is known who lives; until then a keeper may hear, and
   * begins nothing that needs a living instance. `panes`: those that were found.
   */
  resume?(panes: readonly PaneInfo[]): void | Promise<void>;
  /** Lets go: it begins nothing more, and no timer of it runs on. What is under way stands in the log for the next host. */
  stop?(): void;
}
