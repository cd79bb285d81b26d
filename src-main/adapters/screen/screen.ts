import type { Size } from '@contract/instances.ts';
import { SerializeAddon } from '@xterm/addon-serialize';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';
import type { ScreenSnapshot, ScreenText } from '../../core/ports/screens.ts';
import { exactScreen } from './exact-screen.ts';
import { rememberModes } from './remembered-modes.ts';
import { Unfinished } from './unfinished.ts';

/** A title is for a tab; xterm would take megabytes of it. */
const longestTitle = 300;

/** One headless terminal. It holds no queue: whoever writes waits for `done` before the next call. */
export interface Screen {
  /** Parses; mostly `done` comes before this returns. An error in the terminal is thrown from here. */
  write(data: Uint8Array | string, done: () => void): void;
  resize(size: Size): void;
  size(): Size;
  /** With so many lines of scrollback; null: all. */
  snapshot(offset: number, scrollback: number | null): ScreenSnapshot;
  text(offset: number, lastLines: number | null): ScreenText;
  /** The last `count` lines of the screen that are not empty, top to bottom. */
  bottomLines(count: number): string[];
  dispose(): void;
}

const lineAt = (terminal: Terminal, row: number): string =>
  terminal.buffer.active.getLine(row)?.translateToString(true).trimEnd() ?? '';

/** Down to the last line that is not empty; `count` of them from the end, or all. Only these are read: a scrollback is long. */
const lastLinesOf = (terminal: Terminal, count: number | null): string[] => {
  let end = terminal.buffer.active.length;
  while (end > 0 && lineAt(terminal, end - 1) === '') end -= 1;
  const start = count === null ? 0 : Math.max(0, end - count);
  return Array.from({ length: end - start }, (_, row) => lineAt(terminal, start + row));
};

const bottomLines = (terminal: Terminal, count: number): string[] => {
  const top = terminal.buffer.active.baseY;
  const found: string[] = [];
  for (let row = top + terminal.rows - 1; row >= top && found.length < count; row -= 1) {
    const line = lineAt(terminal, row);
    if (line !== '') found.unshift(line);
  }
  return found;
};

export const makeScreen = (
  { cols, rows }: Size,
  scrollback: number,
  onTitle: (title: string) => void,
): Screen => {
  const terminal = new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true });
  const serializer = new SerializeAddon();
  terminal.loadAddon(serializer);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const modes = rememberModes(terminal);
  const unfinished = new Unfinished();
  terminal.onTitleChange((title) => onTitle(title.slice(0, longestTitle)));
  // Nobody listens to onData: the terminal server answers a program's queries, and two answers would be one too many.
  const size = () => ({ cols: terminal.cols, rows: terminal.rows });
  return {
    write: (data, done) => {
      // After "user input" xterm parses the next write at once instead of from a timer: without it every slice would
      // cost a millisecond, and an error in its parser would come from nowhere and take the whole thread down.
      if (typeof data === 'string') unfinished.inject(data);
      else unfinished.feed(data);
      terminal.input('', true);
      terminal.write(data, done);
    },
    resize: (to) => terminal.resize(to.cols, to.rows),
    size,
    snapshot: (offset, lines) => ({
      offset,
      size: size(),
      // The serializer alone knows what is above the screen; the screen itself it restores only nearly.
      data:
        lines === 0
          ? exactScreen(terminal, modes.untold())
          : serializer.serialize(lines === null ? {} : { scrollback: lines }) + modes.restore(),
      pending: unfinished.bytes(),
    }),
    text: (offset, lastLines) => {
      const { cursorX: x, cursorY: y } = terminal.buffer.active;
      return {
        offset,
        size: size(),
        lines: lastLinesOf(terminal, lastLines),
        cursor: { x, y },
      };
    },
    bottomLines: (count) => bottomLines(terminal, count),
    dispose: () => {
      modes.dispose();
      terminal.dispose();
    },
  };
};
