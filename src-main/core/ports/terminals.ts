import type { Exit, Size } from '@contract/instances.ts';
import type { Result } from '@contract/result.ts';

/** A pane's name at its server: `%12` (tmux), `pty-3` (pty). */
export type PaneId = string;

export interface PaneSpec {
  /** What the pane is for, kept at the server so that a later host can tell: `<run>/<instance>/<incarnation>`. */
  readonly tag: string;
  /** The program is the pane's own process: no shell in between. Absolute, or found in `env.PATH`. */
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited from the server. */
  readonly env: Readonly<Record<string, string>>;
  readonly size: Size;
}

export interface PaneInfo {
  readonly pane: PaneId;
  readonly tag: string;
  /** Process id of the program itself. */
  readonly pid: number;
  readonly size: Size;
  /** How it ended, for a pane whose program has ended and that still exists; null while it lives. */
  readonly exit: Exit | null;
  /** Mark of the last paste that reached the pane, or null. Survives the host where the server does. */
  readonly mark: string | null;
  /** Mark of the last submit that reached the pane, or null. */
  readonly submitted: string | null;
}

/** A screen as the terminal server itself has it, for resynchronising: text with escape sequences, top to bottom. */
export interface PaneCapture {
  readonly size: Size;
  /** What brings a cleared terminal of that size to the pane's state: history, screen, cursor, modes as far as known. */
  readonly data: string;
}

export interface TerminalsListener {
  /**
   * Output of a program, in order. The bytes may end inside a character or an escape sequence. They are valid until the
   * present turn of the event loop ends, promise reactions included; who keeps them longer copies them.
   */
  output(pane: PaneId, bytes: Uint8Array): void;
  /** The program has ended. The pane may remain until `close`. */
  exited(pane: PaneId, exit: Exit): void;
  /** Output was lost between two moments. `pane` null: of all. The listener resynchronises with `capture`. */
  gap(pane: PaneId | null, reason: string): void;
  /** The server is gone, and with it every pane. */
  lost(reason: string): void;
  /** A server is there again after `lost`. It has no panes. */
  restored(): void;
}

/** Reached: the bytes are in the program's terminal. Dead: its program has ended, nothing was typed. */
export type Reached = 'reached' | 'dead';

/** Terminals in which programs run: tmux, or plain ptys of the host itself. */
export interface Terminals {
  readonly kind: 'tmux' | 'pty';
  /** Whether panes outlive the host. */
  readonly survivesHost: boolean;
  /** Connects (starting a server where there is none) and lists the panes found. Called once, before all else. */
  start(listener: TerminalsListener): Promise<Result<readonly PaneInfo[]>>;
  open(spec: PaneSpec): Promise<Result<PaneInfo>>;
  /** Types raw bytes (a person's keys). */
  type(pane: PaneId, bytes: Uint8Array): Promise<Result<Reached>>;
  /**
   * Leaves copy mode, then pastes (bracketed where the program asked for it) the text's UTF-8 bytes exactly, guarded
   * against a dead pane, and leaves `mark` on the pane in the same step: after a crash of the host, the mark tells whether
   * the paste happened.
   */
  paste(pane: PaneId, text: string, mark: string): Promise<Result<Reached>>;
  /** Types the submit keys and leaves `mark`, in one step. */
  submit(pane: PaneId, keys: string, mark: string): Promise<Result<Reached>>;
  resize(pane: PaneId, size: Size): Promise<Result<void>>;
  capture(pane: PaneId): Promise<Result<PaneCapture>>;
  /** Removes the pane; what still runs in it is hung up. Removing one that is gone is no error. */
  close(pane: PaneId): Promise<Result<void>>;
  list(): Promise<Result<readonly PaneInfo[]>>;
  /** Lets go: the client leaves, the panes stay where they survive the host. No listener call comes after it. */
  stop(): Promise<void>;
  /** Ends the server and every pane. */
  destroy(): Promise<void>;
}
