import type { IBufferCell, Terminal } from '@xterm/xterm';

/** Pixels of the page: the widest thumbnail, and the highest. */
const most = { width: 380, height: 230 } as const;
/** A letter's height over its cell's, and a cell's over its width. */
const [letter, proportion] = [0.82, 2.05];

const basic = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

export interface ScreenColours {
  readonly background: string;
  readonly foreground: string;
  readonly sixteen: readonly string[];
  readonly font: string;
}

export const readScreenColours = (): ScreenColours => {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--terminal-${name}`).trim();
  return {
    background: token('bg'),
    foreground: token('fg'),
    sixteen: [...basic.map(token), ...basic.map((name) => token(`bright-${name}`))],
    font: style.getPropertyValue('--font-figures').trim(),
  };
};

/** The 256 colours of xterm: sixteen, a cube of 6 by 6 by 6, and greys. */
const indexed = ({ sixteen }: ScreenColours, index: number): string => {
  const named = sixteen[index];
  if (named !== undefined) return named;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const steps = [0, 95, 135, 175, 215, 255];
  const [red, green, blue] = [36, 6, 1].map((by) => steps[Math.floor((index - 16) / by) % 6] ?? 0);
  return `rgb(${red} ${green} ${blue})`;
};

const fromNumber = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`;

const looksOf = (cell: IBufferCell, colours: ScreenColours) => {
  const fore = cell.isFgRGB()
    ? fromNumber(cell.getFgColor())
    : cell.isFgPalette()
      ? indexed(colours, cell.getFgColor())
      : colours.foreground;
  const back = cell.isBgRGB()
    ? fromNumber(cell.getBgColor())
    : cell.isBgPalette()
      ? indexed(colours, cell.getBgColor())
      : colours.background;
  const [text, ground] = cell.isInverse() !== 0 ? [back, fore] : [fore, back];
  return {
    text,
    ground,
    faint: cell.isDim() !== 0,
    bold: cell.isBold() !== 0,
    hidden: cell.isInvisible() !== 0,
  };
};

type Pen = CanvasRenderingContext2D;

const paintRow = (pen: Pen, terminal: Terminal, row: number, width: number, colours: ScreenColours): void => {
  const height = width * proportion;
  const buffer = terminal.buffer.active;
  const line = buffer.getLine(buffer.baseY + row);
  if (line === undefined) return;
  const reused = buffer.getNullCell();
  for (let col = 0; col < terminal.cols; col += 1) {
    const cell = line.getCell(col, reused);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const chars = cell.getChars();
    const { text, ground, faint, bold, hidden } = looksOf(cell, colours);
    if (ground !== colours.background) {
      pen.fillStyle = ground;
      pen.fillRect(col * width, row * height, cell.getWidth() * width + 0.5, height + 0.5);
    }
    if (chars === '' || chars === ' ' || hidden) continue;
    pen.globalAlpha = faint ? 0.6 : 1;
    pen.fillStyle = text;
    pen.font = `${bold ? '700 ' : ''}${height * letter}px ${colours.font}`;
    pen.fillText(chars, col * width, row * height + height * 0.8);
    pen.globalAlpha = 1;
  }
};

/** The screen of a terminal as a small picture, as sharp as the page is. */
export const paintScreen = (terminal: Terminal, colours: ScreenColours, ratio: number): HTMLCanvasElement => {
  const { cols, rows } = terminal;
  const cell = Math.min(most.width / cols, most.height / rows / proportion);
  const canvas = document.createElement('canvas');
  const [width, height] = [cols * cell, rows * cell * proportion];
  Object.assign(canvas, { width: Math.ceil(width * ratio), height: Math.ceil(height * ratio) });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d');
  if (pen === null) return canvas;
  pen.scale(ratio, ratio);
  pen.fillStyle = colours.background;
  pen.fillRect(0, 0, width, height);
  for (let row = 0; row < rows; row += 1) paintRow(pen, terminal, row, cell, colours);
  return canvas;
};
