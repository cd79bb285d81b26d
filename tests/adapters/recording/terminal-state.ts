import type { Size } from '@contract/instances.ts';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';

/** A terminal as a viewer has it. */
export const freshTerminal = ({ cols, rows }: Size): Terminal => {
  const terminal = new headless.Terminal({
    cols,
    rows,
    scrollback: 100,
    allowProposedApi: true,
    logLevel: 'off',
  });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  return terminal;
};

/** At once, so that an error of the terminal's own comes from here. */
export const write = (terminal: Terminal, data: Uint8Array | string): Promise<void> =>
  new Promise((done) => {
    terminal.input('', true);
    terminal.write(data, done);
  });

const cellsOf = (terminal: Terminal): string[] => {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    return Array.from({ length: terminal.cols }, (_unused, col) => {
      const cell = line?.getCell(col);
      if (cell === undefined) return '?';
      const look = [
        cell.isBold(),
        cell.isDim(),
        cell.isItalic(),
        cell.isUnderline(),
        cell.isBlink(),
        cell.isInverse(),
        cell.isInvisible(),
        cell.isStrikethrough(),
        cell.isOverline(),
      ].map((on) => (on === 0 ? '' : '+'));
      const colors = [
        cell.getFgColorMode(),
        cell.getFgColor(),
        cell.getBgColorMode(),
        cell.getBgColor(),
      ].join(':');
      // An empty cell and a blank look alike.
      return `${cell.getChars() || ' '}/${cell.getWidth()}/${look}/${colors}`;
    }).join('|');
  });
};

/** All that a person sees of a terminal, and how it takes what comes next. */
export const stateOf = (terminal: Terminal) => ({
  cells: cellsOf(terminal),
  cursor: [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY],
  buffer: terminal.buffer.active.type,
  modes: { ...terminal.modes },
});

/** Half of a wide character, as xterm leaves one where another size cuts it, or at the end of a row without wrapping: nothing can draw one. */
export const hasHalf = (terminal: Terminal): boolean => {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.baseY + row)).some((line) =>
    Array.from({ length: terminal.cols }, (_, col) => col).some(
      (col) => line?.getCell(col)?.getWidth() === 2 && line.getCell(col + 1)?.getWidth() !== 0,
    ),
  );
};
