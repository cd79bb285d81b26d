import type { Size } from '@contract/instances.ts';

/** Milliseconds after the last change of a pane before the instance is resized: a drag is one resize. */
export const settle = 120;

/** Below this a program's screen falls apart; a pane that is dragged shut must not do that to its instance. */
const smallest: Size = { cols: 20, rows: 4 };

export const isSameSize = (a: Size | null, b: Size | null): boolean =>
  a !== null && b !== null && a.cols === b.cols && a.rows === b.rows;

/**
 * Decides when a pane asks for another size of its instance's terminal. The pane draws at the size the host has told;
 * it asks for the one that fits when its own room changes or when the person turns to it, so of several windows the one
 * that was used last decides, and the others show the whole at its size.
 */
export class SizeKeeper {
  private fitting: Size | null = null;
  private actual: Size | null = null;
  private asked: Size | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: (size: Size) => void,
    private readonly mayAsk: () => boolean,
  ) {}

  /** The size that fits the pane's room. */
  fits(size: Size): void {
    if (isSameSize(size, this.fitting) || size.cols < smallest.cols || size.rows < smallest.rows) return;
    this.fitting = size;
    this.asked = null;
    this.soon();
  }

  /** The size the terminal has. */
  has(size: Size): void {
    this.actual = size;
    // The first time it is known (and after a restart) the pane's own room counts.
    if (this.asked === null) this.soon();
  }

  /** The person turned to this pane. */
  attend(): void {
    this.asked = null;
    this.soon();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { fitting, actual } = this;
      if (fitting === null || actual === null || isSameSize(fitting, this.asked)) return;
      const right = isSameSize(fitting, actual);
      if (!right && !this.mayAsk()) return;
      // As good as asked for when it is right: another window's change to come is not answered.
      this.asked = fitting;
      if (!right) this.ask(fitting);
    }, settle);
  }
}
