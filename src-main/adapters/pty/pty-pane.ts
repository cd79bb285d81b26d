import { constants } from 'node:os';
import type { Exit, Size } from '@contract/instances.ts';
import type { IPty } from 'node-pty';
import { spawn } from 'node-pty';
import type { PaneCapture, PaneId, PaneInfo, PaneSpec, Reached } from '../../core/ports/terminals.ts';
import { BracketedPasteMode } from './bracketed-paste.ts';
import { PaneScreen } from './pane-screen.ts';

export interface PtyPaneEvents {
  output(bytes: Uint8Array): void;
  exited(exit: Exit): void;
}

/** What the window's terminal emulates. */
const TERM = 'xterm-256color';

/** One program in a pseudo-terminal of this process. */
export class PtyPane {
  readonly id: PaneId;
  readonly #tag: string;
  readonly #pty: IPty;
  readonly #mode = new BracketedPasteMode();
  readonly #screen: PaneScreen;
  #size: Size;
  #exit: Exit | null = null;
  #mark: string | null = null;
  #submitted: string | null = null;
  #closed = false;

  /** Throws when the system can't start it; `path` is absolute. */
  constructor(id: PaneId, spec: PaneSpec, path: string, events: PtyPaneEvents) {
    this.id = id;
    this.#tag = spec.tag;
    this.#size = spec.size;
    const { cwd, env, size } = spec;
    this.#pty = spawn(path, [...spec.args], { name: TERM, ...size, cwd, env: { ...env }, encoding: null });
    this.#screen = new PaneScreen(size, this.#pty);
    // Typed as a string, but with `encoding: null` it is the bytes as they came.
    this.#pty.onData((data: string | Uint8Array) => {
      const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
      this.#mode.feed(bytes);
      this.#screen.write(bytes);
      if (!this.#closed) events.output(bytes);
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#exit = toExit(exitCode, signal);
      if (!this.#closed) events.exited(this.#exit);
    });
  }

  info(): PaneInfo {
    return {
      pane: this.id,
      tag: this.#tag,
      pid: this.#pty.pid,
      size: this.#size,
      exit: this.#exit,
      mark: this.#mark,
      submitted: this.#submitted,
    };
  }

  type(bytes: Uint8Array): Reached {
    if (this.#exit !== null) return 'dead';
    if (bytes.length > 0) this.#pty.write(Buffer.from(bytes));
    return 'reached';
  }

  paste(text: string, mark: string): Reached {
    const bracketed = this.#mode.on && text !== '';
    const reached = this.type(Buffer.from(bracketed ? `\x1b[200~${text}\x1b[201~` : text, 'utf8'));
    if (reached === 'reached') this.#mark = mark;
    return reached;
  }

  submit(keys: string, mark: string): Reached {
    const reached = this.type(Buffer.from(keys, 'utf8'));
    if (reached === 'reached') this.#submitted = mark;
    return reached;
  }

  resize(size: Size): void {
    this.#size = size;
    this.#screen.resize(size);
    if (this.#exit === null) this.#pty.resize(size.cols, size.rows);
  }

  async capture(): Promise<PaneCapture> {
    const data = await this.#screen.capture();
    return { size: this.#size, data };
  }

  /** Hangs up what still runs in it. */
  close(): void {
    this.#closed = true;
    this.#screen.dispose();
    if (this.#exit !== null) return;
    this.#pty.kill('SIGHUP');
  }
}

function toExit(exitCode: number, signal: number | undefined): Exit {
  if (signal === undefined || signal === 0) return { status: exitCode, signal: null };
  const found = Object.entries(constants.signals).find(([, number]) => number === signal);
  return { status: null, signal: found?.[0] ?? `SIG${signal}` };
}
