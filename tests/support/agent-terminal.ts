import { Terminal } from '@xterm/headless';
import { type IPty, spawn } from 'node-pty';

export interface AgentTerminalSpec {
  readonly program: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cols?: number;
  readonly rows?: number;
}

/** A program in a terminal: what it has written, what stands on its screen, and keys for it. */
export class AgentTerminal {
  readonly pty: IPty;
  private readonly screen: Terminal;
  raw = '';
  exit: { readonly exitCode: number; readonly signal?: number | undefined } | null = null;

  constructor({ program, cwd, env, cols = 80, rows = 24 }: AgentTerminalSpec) {
    this.screen = new Terminal({ cols, rows, scrollback: 2000, allowProposedApi: true, logLevel: 'off' });
    this.pty = spawn(process.execPath, [program], {
      cwd,
      cols,
      rows,
      env: { ...env },
      name: 'xterm-256color',
    });
    this.pty.onData((data) => {
      this.raw += data;
      this.screen.write(data);
    });
    this.pty.onExit((exit) => {
      this.exit = exit;
    });
  }

  /** All lines, those scrolled away included. */
  lines(): string[] {
    const { active } = this.screen.buffer;
    return Array.from({ length: active.length }, (_, i) => active.getLine(i)?.translateToString(true) ?? '');
  }
  text(): string {
    return this.lines().join('\n');
  }
  /** Text under the cursor's line, and the cursor's column. */
  cursorLine(): { readonly text: string; readonly column: number } {
    const { active } = this.screen.buffer;
    const line = active.getLine(active.baseY + active.cursorY)?.translateToString(true) ?? '';
    return { text: line, column: active.cursorX };
  }
  type(text: string): void {
    this.pty.write(text);
  }
  /** As a terminal pastes, then Enter. */
  submit(text: string): void {
    this.pty.write(`\x1b[200~${text}\x1b[201~`);
    this.pty.write('\r');
  }
  resize(cols: number, rows: number): void {
    this.screen.resize(cols, rows);
    this.pty.resize(cols, rows);
  }
  /** Ends the program for good. */
  end(): void {
    if (this.exit === null) this.pty.kill('SIGKILL');
    this.screen.dispose();
  }
}
