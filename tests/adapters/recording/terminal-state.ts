import type { Size } from '@contract/instances.ts';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';
import { insidesOf } from '../../../src-main/adapters/screen/terminal-insides.ts';

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

/**
 * Half of a wide character, as xterm leaves one where another size cuts it, at the end of a row without wrapping, or where something is inserted
 * in its midst: nothing can draw one.
 */
const hasHalf = (terminal: Terminal): boolean => {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.baseY + row)).some((line) =>
    Array.from({ length: terminal.cols }, (_, col) => col).some((col) => {
      const [before, cell, after] = [col - 1, col, col + 1].map((at) => line?.getCell(at));
      if (cell?.getWidth() === 2) return after?.getWidth() !== 0;
      // One that combines, alone in its cell, has no width either.
      return cell?.getWidth() === 0 && cell.getChars() === '' && before?.getWidth() !== 2;
    }),
  );
};

/**
 * Cells beyond the right edge, as xterm keeps them where the alternate screen became narrower: deleting characters brings them in. Nothing can
 * draw them on a terminal of the size that is left.
 */
const hasHidden = (terminal: Terminal): boolean =>
  [terminal.buffer.normal, terminal.buffer.alternate].some((buffer) =>
    Array.from({ length: terminal.rows }, (_, row) => buffer.getLine(buffer.baseY + row)).some(
      (line) => (line?.length ?? 0) > terminal.cols,
    ),
  );

interface CircularLines {
  readonly length: number;
  get(index: number): unknown;
}

interface Lines {
  readonly _core: {
    readonly _bufferService: {
      readonly buffers: { readonly [of in 'normal' | 'alt']: { readonly lines: CircularLines } };
    };
  };
}

/** Rows that xterm has made one, so that what is drawn in either shows in both: a fault of its own, after another number of rows. */
const hasTwins = (terminal: Terminal): boolean => {
  const { normal, alt } = (terminal as unknown as Lines)._core._bufferService.buffers;
  return [normal, alt].some(({ lines }) => {
    const all = Array.from({ length: lines.length }, (_, at) => lines.get(at));
    return new Set(all).size < all.length;
  });
};

/** What docs/recording-format.md says that no keyframe restores. */
export const isBeyondKeyframes = (terminal: Terminal): boolean =>
  hasHalf(terminal) || hasHidden(terminal) || hasTwins(terminal) || insidesOf(terminal).hasForeignCharset;
