import type { Terminal } from '@xterm/headless';
import { cellAt, drawRows, moveTo } from './draw-rows.ts';
import { lookCodes } from './look-codes.ts';
import { type Charset, type InnerBuffer, insidesOf } from './terminal-insides.ts';

const tabWidth = 8;

/** Of the charsets two are in use: line drawing, and the one in which # is £. All others are taken for ASCII. */
const nameOf = (charset: Charset): string => {
  if (charset?.q === '─') return '0';
  return charset?.['#'] === '£' && charset['['] === undefined ? 'A' : 'B';
};

/** The cursor that ESC 7 has saved, if one is. */
const savedCursor = (
  { savedX, savedY, ybase, savedCurAttrData, savedCharset }: InnerBuffer,
  cols: number,
): string => {
  const row = Math.max(0, savedY - ybase);
  const look = lookCodes(savedCurAttrData);
  const charset = nameOf(savedCharset);
  if (row === 0 && savedX === 0 && look === '\x1b[0m' && charset === 'B') return '';
  return `${moveTo(row, Math.min(savedX, cols - 1))}${look}\x1b(${charset}\x1b7\x1b(B\x1b[0m`;
};

const tabStops = ({ tabs }: InnerBuffer, cols: number): string => {
  const stops = Array.from({ length: cols }, (_, col) => col).filter((col) => tabs[col] === true);
  const usual = Array.from({ length: Math.ceil(cols / tabWidth) }, (_, at) => at * tabWidth);
  if (stops.join() === usual.join()) return '';
  return `\x1b[3g${stops.map((col) => `${moveTo(0, col)}\x1bH`).join('')}`;
};

const region = ({ scrollTop, scrollBottom }: InnerBuffer, rows: number): string =>
  scrollTop === 0 && scrollBottom === rows - 1 ? '' : `\x1b[${scrollTop + 1};${scrollBottom + 1}r`;

/** The modes that don't move the cursor. */
const modes = (terminal: Terminal): string => {
  const { modes: on } = terminal;
  const mouse = { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' };
  return [
    on.applicationCursorKeysMode ? '\x1b[?1h' : '',
    on.applicationKeypadMode ? '\x1b[?66h' : '',
    on.bracketedPasteMode ? '\x1b[?2004h' : '',
    on.reverseWraparoundMode ? '\x1b[?45h' : '',
    on.sendFocusMode ? '\x1b[?1004h' : '',
    on.wraparoundMode ? '' : '\x1b[?7l',
    on.insertMode ? '\x1b[4h' : '',
    mouse[on.mouseTrackingMode],
  ].join('');
};

const charsets = ({ level, charsets: four }: ReturnType<typeof insidesOf>): string => {
  const names = [0, 1, 2, 3].map((at) => nameOf(four[at]));
  const chosen = names.map((name, at) => (name === 'B' ? '' : `\x1b${'()*+'[at]}${name}`)).join('');
  return `${chosen}${['', '\x0e', '\x1bn', '\x1bo'][level] ?? ''}`;
};

/** Puts the cursor where it is; `tail`: charsets and modes, of which none may come after a character that is drawn as the last thing. */
const cursor = (terminal: Terminal, inner: InnerBuffer, tail: string): string => {
  const { hasJustDrawn, look } = insidesOf(terminal);
  const buffer = terminal.buffer.active;
  const { cols, modes: on } = terminal;
  const { x, y } = inner;
  const row = on.originMode ? y - inner.scrollTop : y;
  const isBehind = x >= cols;
  let col = x - 1;
  while (col > 0 && cellAt(buffer, y, col)?.getWidth() === 0) col -= 1;
  const before = col >= 0 ? cellAt(buffer, y, col) : undefined;
  const chars = before?.getChars() ?? '';
  const canDraw = before !== undefined && chars !== '' && before.getWidth() > 0;
  // Drawn as the last thing: then the next character joins it, or wraps, as it would have. Charsets change nothing of what they have made.
  if (hasJustDrawn && canDraw && col + before.getWidth() === x && lookCodes(before) === lookCodes(look)) {
    // In this mode drawing it moves what follows: so that is moved here first.
    const room = on.insertMode ? `\x1b[${before.getWidth()}P` : '';
    return `${tail}${moveTo(row, col)}${room}${lookCodes(look)}${chars}`;
  }
  if (!isBehind) return `${moveTo(row, x)}${lookCodes(look)}${tail}`;
  const end = cellAt(buffer, y, cols - 1);
  const blank = `${moveTo(row, cols - 1)}${end === undefined ? '' : lookCodes(end)} `;
  const last = canDraw ? `${moveTo(row, col)}${lookCodes(before)}${chars}` : blank;
  return `${last}${lookCodes(look)}${tail}`;
};

/**
 * What brings a blank terminal of the same size to this one's state, without what is above the screen: cells, both buffers, cursors, regions,
 * tab stops, charsets and modes. `more`: sequences for modes that xterm does not tell, none of which moves the cursor.
 */
export const exactScreen = (terminal: Terminal, more: string): string => {
  const { cols, rows, buffer } = terminal;
  const insides = insidesOf(terminal);
  const { normal, alt } = insides.buffers;
  const isAlternate = buffer.active.type === 'alternate';
  // Something is above, always: `CSI 1 J` on the last row breaks an xterm that has nothing there, and never had. Whether this one had is not to
  // be seen in it.
  const above = `${moveTo(rows - 1, 0)}\n`;
  const parts = [
    above,
    drawRows(buffer.normal, cols, rows),
    tabStops(normal, cols),
    savedCursor(normal, cols),
  ];
  parts.push(region(normal, rows));
  const ofAlternate = savedCursor(alt, cols);
  if (isAlternate)
    parts.push(
      '\x1b[?47h',
      drawRows(buffer.alternate, cols, rows),
      tabStops(alt, cols),
      ofAlternate,
      region(alt, rows),
    );
  else if (ofAlternate !== '') parts.push('\x1b[?47h', ofAlternate, '\x1b[?47l');
  if (terminal.modes.originMode) parts.push('\x1b[?6h');
  parts.push(cursor(terminal, isAlternate ? alt : normal, `${charsets(insides)}${modes(terminal)}${more}`));
  return parts.join('');
};
