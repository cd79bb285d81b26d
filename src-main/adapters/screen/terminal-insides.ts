import type { Terminal } from '@xterm/headless';

/** How a cell looks, or what is written next will. */
export interface Look {
  isBold(): number;
  isDim(): number;
  isItalic(): number;
  isUnderline(): number;
  isBlink(): number;
  isInverse(): number;
  isInvisible(): number;
  isStrikethrough(): number;
  isOverline(): number;
  isFgRGB(): boolean;
  isBgRGB(): boolean;
  isFgDefault(): boolean;
  isBgDefault(): boolean;
  getFgColorMode(): number;
  getBgColorMode(): number;
  getFgColor(): number;
  getBgColor(): number;
  getUnderlineStyle(): number;
  getUnderlineColor(): number;
  isUnderlineColorRGB(): boolean;
  isUnderlineColorDefault(): boolean;
}

export interface Cell extends Look {
  getChars(): string;
  getWidth(): number;
}

/** A table of what is drawn for a character; undefined: itself. */
export type Charset = Readonly<Record<string, string>> | undefined;

export interface InnerBuffer {
  readonly x: number;
  readonly y: number;
  readonly ybase: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly savedX: number;
  readonly savedY: number;
  readonly savedCurAttrData: Look;
  readonly savedCharset: Charset;
  readonly tabs: Readonly<Record<number, boolean>>;
}

interface Core {
  readonly _bufferService: { readonly buffers: { readonly normal: InnerBuffer; readonly alt: InnerBuffer } };
  readonly _charsetService: {
    readonly charset: Charset;
    readonly glevel: number;
    readonly _charsets: readonly Charset[];
  };
  readonly _inputHandler: {
    readonly _curAttrData: Look;
    readonly _parser: { readonly precedingJoinState: number };
  };
}

/**
 * What xterm does not tell by its interface, and a terminal's state consists of, too: saved cursors, regions, tab stops, charsets, the colours
 * to write with. Its own serializer reads them in the same way. A property test would tell of a version that has them otherwise.
 */
export const insidesOf = (terminal: Terminal) => {
  const core = (terminal as unknown as { readonly _core: Core })._core;
  return {
    buffers: core._bufferService.buffers,
    /** Which of the four charsets is in use, and the four, of which that one is what is drawn with: ESC 8 may have changed it. */
    level: core._charsetService.glevel,
    charsets: [0, 1, 2, 3].map((at) =>
      at === core._charsetService.glevel ? core._charsetService.charset : core._charsetService._charsets[at],
    ),
    /** ESC 8 brought back a charset that is none of the four: no sequence but another ESC 8 does so. */
    hasForeignCharset:
      core._charsetService.charset !== core._charsetService._charsets[core._charsetService.glevel],
    look: core._inputHandler._curAttrData,
    /** The last thing done was to draw a character: one that combines would join it. */
    hasJustDrawn: core._inputHandler._parser.precedingJoinState !== 0,
  };
};
