export interface Terminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
}

/** The part of the screen that is drawn anew: its lines, and where in it the cursor stands (from 0). */
export interface Live {
  readonly lines: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

const syncStart = '\x1b[?2026h';
const syncEnd = '\x1b[?2026l';

/**
 * Draws as coding agents do: what is finished scrolls up into the terminal's own history, and a few live lines stay at
 * its foot. Only live lines that changed are written again, so that a spinner costs a few bytes.
 */
export class Painter {
  private shown: Live = { lines: [], cursor: { row: 0, column: 0 } };

  constructor(private readonly terminal: Terminal) {}

  /** Adds finished lines above the live ones, and brings these up to date. */
  paint(finished: readonly string[], live: Live): void {
    const patch = finished.length === 0 && live.lines.length === this.shown.lines.length;
    const text = patch ? this.patched(live) : this.redrawn(finished, live);
    if (text !== '') this.terminal.write(syncStart + text + syncEnd);
    this.shown = live;
  }

  /** Begins again on an empty screen: after a change of size, lines no longer are where they were. */
  startAgain(all: readonly string[], live: Live): void {
    this.shown = { lines: [], cursor: { row: 0, column: 0 } };
    this.terminal.write('\x1b[H\x1b[2J\x1b[3J');
    this.paint(all, live);
  }

  /** Moves below the live lines, for what is written past this painter. */
  leave(): void {
    const below = this.shown.lines.length - this.shown.cursor.row;
    this.terminal.write(`${'\r\n'.repeat(Math.max(1, below))}`);
    this.shown = { lines: [], cursor: { row: 0, column: 0 } };
  }

  private redrawn(finished: readonly string[], live: Live): string {
    const lines = [...finished, ...live.lines];
    const body = lines.join('\x1b[0m\r\n');
    return `${this.toTop()}\x1b[J${body}\x1b[0m${toCursor(live.lines.length - 1, live)}`;
  }

  private patched(live: Live): string {
    let text = '';
    let row = this.shown.cursor.row;
    live.lines.forEach((line, i) => {
      if (line === this.shown.lines[i]) return;
      text += `${vertical(i - row)}\r${line}\x1b[0m\x1b[K`;
      row = i;
    });
    const moved =
      live.cursor.column !== this.shown.cursor.column || live.cursor.row !== this.shown.cursor.row;
    return text === '' && !moved ? '' : text + toCursor(row, live);
  }

  private toTop(): string {
    return this.shown.lines.length === 0 ? '' : `${vertical(-this.shown.cursor.row)}\r`;
  }
}

const vertical = (rows: number): string => (rows === 0 ? '' : rows < 0 ? `\x1b[${-rows}A` : `\x1b[${rows}B`);

const toCursor = (row: number, { cursor }: Live): string =>
  `${vertical(cursor.row - row)}\r${cursor.column === 0 ? '' : `\x1b[${cursor.column}C`}`;
