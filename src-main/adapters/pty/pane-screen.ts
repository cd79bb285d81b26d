import type { Size } from '@contract/instances.ts';
import serialize from '@xterm/addon-serialize';
import headless from '@xterm/headless';

/** As many lines as the tmux adapter keeps, so that both scroll back alike. */
const SCROLLBACK_LINES = 5000;
/** xterm throws above 50 MB unparsed; a program is paused long before, and goes on when most is parsed. */
const PAUSE_ABOVE_BYTES = 1_000_000;
const RESUME_BELOW_BYTES = 100_000;

/** The screen of a pane as a terminal emulator without a window has it: what `capture` reads. */
export class PaneScreen {
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #serializer = new serialize.SerializeAddon();
  readonly #flow: { pause(): void; resume(): void };
  #unparsed = 0;
  #paused = false;

  constructor(size: Size, flow: { pause(): void; resume(): void }) {
    this.#flow = flow;
    this.#terminal = new headless.Terminal({ ...size, scrollback: SCROLLBACK_LINES, allowProposedApi: true });
    this.#terminal.loadAddon(this.#serializer);
  }

  write(bytes: Uint8Array): void {
    this.#unparsed += bytes.length;
    if (!this.#paused && this.#unparsed > PAUSE_ABOVE_BYTES) {
      this.#paused = true;
      this.#flow.pause();
    }
    this.#terminal.write(bytes, () => this.#parsed(bytes.length));
  }

  resize(size: Size): void {
    this.#terminal.resize(size.cols, size.rows);
  }

  /** All that was written so far, as text with escape sequences. */
  capture(): Promise<string> {
    return new Promise((resolve) => {
      this.#terminal.write('', () => resolve(this.#serializer.serialize()));
    });
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #parsed(count: number): void {
    this.#unparsed -= count;
    if (!this.#paused || this.#unparsed > RESUME_BELOW_BYTES) return;
    this.#paused = false;
    this.#flow.resume();
  }
}
