import type { Size } from '@contract/instances.ts';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type IBuffer, type IBufferCell, type IBufferLine, type Terminal } from '@xterm/headless';
import type { Decoded } from './code-points.ts';
import type { Place } from './marks.ts';

/** Rows above the screen that are kept until they were looked at: 16 KB, written at once, are no more of them. */
const keptRows = 20_000;
/** Above so many rows those that were looked at go, but for the last ones. */
const mostRows = 4000;
const rowsLeft = 200;

interface Attributes {
  fg: number;
  bg: number;
}

/** What is needed of xterm's insides, as `screen/terminal-insides.ts` says. A test holds a traced screen equal to a plain one. */
interface Insides {
  readonly unicodeService: { wcwidth(code: number): number };
  readonly _inputHandler: {
    readonly _parseBuffer: Uint32Array;
    readonly _curAttrData: Attributes;
    print(data: Uint32Array, start: number, end: number): void;
  };
  readonly _bufferService: {
    readonly buffers: {
      readonly normal: { readonly lines: { trimStart(count: number): void }; ybase: number; ydisp: number };
    };
  };
}

const insidesOf = (terminal: Terminal): Insides => (terminal as unknown as { readonly _core: Insides })._core;

/** The colour of a cell as 24 bits, and that it is one. */
const colourBits = 0x3ffffff;
const rgb = 0x3000000;
const half = 2 ** 24;

export interface TraceListener {
  /** A character is drawn; `width` 0: it joins the one before. */
  printed(code: number, place: Place, width: number): void;
  /** What the terminal took otherwise, from one index to another of what was written. */
  unprinted(written: Decoded, from: number, to: number): void;
}

export interface TracedCell {
  readonly chars: string;
  readonly width: number;
  /** -1: nobody has drawn it. */
  readonly place: Place;
}

const cellOf = (cell: IBufferCell): TracedCell => ({
  chars: cell.getChars(),
  width: cell.getWidth(),
  place: cell.isFgRGB() && cell.isBgRGB() ? cell.getFgColor() + cell.getBgColor() * half : -1,
});

/** A terminal whose cells know which byte has drawn them: it stands in their colours, which play no part in where anything is drawn. */
export class TracedTerminal {
  readonly #listener: TraceListener;
  #terminal: Terminal;
  #written: Decoded = { text: '', codes: new Uint32Array(), places: new Float64Array() };
  /** Of what is being written, so much has been told. */
  #told = 0;
  #last: Place = 0;

  constructor(size: Size, listener: TraceListener) {
    this.#listener = listener;
    this.#terminal = this.#make(size);
  }

  get size(): Size {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows };
  }

  get buffer(): IBuffer {
    return this.#terminal.buffer.active;
  }

  get buffers(): readonly IBuffer[] {
    return [this.#terminal.buffer.normal, this.#terminal.buffer.alternate];
  }

  blank(size: Size): void {
    this.#terminal.dispose();
    this.#terminal = this.#make(size);
  }

  resize({ cols, rows }: Size): void {
    this.#terminal.resize(cols, rows);
  }

  /** At most 16 KB at once. */
  write(written: Decoded): void {
    this.#written = written;
    this.#told = 0;
    // Parsed at once, see `screen/screen.ts`.
    this.#terminal.input('', true);
    this.#terminal.write(written.text);
    if (this.#told < written.codes.length)
      this.#listener.unprinted(written, this.#told, written.codes.length);
  }

  /** Lets go of rows above the screen that were looked at; how many. */
  trim(): number {
    const { normal } = insidesOf(this.#terminal)._bufferService.buffers;
    if (normal.ybase < mostRows) return 0;
    const count = normal.ybase - rowsLeft;
    normal.lines.trimStart(count);
    normal.ybase -= count;
    normal.ydisp = normal.ybase;
    return count;
  }

  cells(line: IBufferLine): TracedCell[] {
    const found: TracedCell[] = [];
    for (let col = 0; col < line.length; col += 1) {
      const cell = line.getCell(col);
      if (cell !== undefined && cell.getWidth() > 0) found.push(cellOf(cell));
    }
    return found;
  }

  dispose(): void {
    this.#terminal.dispose();
  }

  #make({ cols, rows }: Size): Terminal {
    const terminal = new headless.Terminal({
      cols,
      rows,
      scrollback: keptRows,
      allowProposedApi: true,
      logLevel: 'off',
    });
    terminal.loadAddon(new Unicode11Addon());
    terminal.unicode.activeVersion = '11';
    this.#trace(insidesOf(terminal));
    return terminal;
  }

  #trace({ _inputHandler: handler, unicodeService }: Insides): void {
    const print = handler.print.bind(handler);
    handler.print = (data, start, end) => {
      const { codes, places } = this.#written;
      // What is drawn again by a sequence (REP) is not in what was written.
      const own = data === handler._parseBuffer;
      if (own && start > this.#told) this.#listener.unprinted(this.#written, this.#told, start);
      for (let at = start; at < end; at += 1) {
        const place = own ? (places[at] ?? this.#last) : this.#last;
        const attributes = handler._curAttrData;
        attributes.fg = (attributes.fg & ~colourBits) | rgb | (place % half);
        attributes.bg = (attributes.bg & ~colourBits) | rgb | Math.floor(place / half);
        print(data, at, at + 1);
        const code = codes[at] ?? 0;
        if (own) this.#listener.printed(code, place, unicodeService.wcwidth(code));
        this.#last = place;
      }
      if (own) this.#told = end;
    };
  }
}
