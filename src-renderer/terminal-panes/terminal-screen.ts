import type { Size } from '@contract/instances.ts';
import { sizeSchema } from '@contract/instances.ts';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { type ITerminalOptions, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { makeInert } from './make-inert.ts';
import { silenceQueries } from './silence-queries.ts';
import type { Screen } from './terminal-follower.ts';
import { screenOf } from './terminal-screen-port.ts';
import { readTerminalFont, readTerminalTheme } from './terminal-theme.ts';
import { drawByWebgl } from './webgl-budget.ts';

export type ScreenOptions = {
  readonly fontSize: number;
  readonly screenReader: boolean;
  /** Lines kept above the screen. */
  readonly scrollback: number;
  readonly readOnly: boolean;
};

/** An open terminal in the page. */
export type TerminalScreen = Screen & {
  readonly terminal: Terminal;
  readonly search: SearchAddon;
  /** What fits the room around it; null while that has no size. */
  fitting(): Size | null;
  change(options: ScreenOptions): void;
  takeTheme(): void;
  dispose(): void;
};

const optionsOf = ({ fontSize, screenReader, scrollback, readOnly }: ScreenOptions): ITerminalOptions => ({
  fontSize,
  screenReaderMode: screenReader,
  scrollback,
  disableStdin: readOnly,
});

/** Shows an address that a program printed; `open` is called when the person clicks one with Ctrl or Cmd held. */
const followLinks = (terminal: Terminal, open: (uri: string) => void): void => {
  const click = (event: MouseEvent, uri: string): void => {
    if (event.ctrlKey || event.metaKey) open(uri);
  };
  terminal.options.linkHandler = { activate: click };
  terminal.loadAddon(new WebLinksAddon(click));
};

const createTerminal = (options: ScreenOptions): Terminal =>
  new Terminal({
    ...optionsOf(options),
    allowProposedApi: true,
    fontFamily: readTerminalFont(),
    fontWeightBold: 700,
    lineHeight: 1.2,
    theme: readTerminalTheme(),
    cursorInactiveStyle: 'outline',
    // Programs choose colours for a dark ground: on a light one they must still be read.
    minimumContrastRatio: 4.5,
    macOptionIsMeta: true,
    rescaleOverlappingGlyphs: true,
  });

/** Opens a terminal in `element`, which gives it its room. */
export const openScreen = (
  element: HTMLElement,
  options: ScreenOptions,
  /** Null: what it shows is a recording. It is drawn, and acts on nothing beyond its cells. */
  onLink: ((uri: string) => void) | null,
): TerminalScreen => {
  const terminal = createTerminal(options);
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  if (onLink !== null) followLinks(terminal, onLink);
  const silence = silenceQueries(terminal.parser);
  const inert = onLink === null ? makeInert(terminal.parser) : null;
  terminal.open(element);
  const release = drawByWebgl(terminal);
  return {
    ...screenOf(terminal),
    terminal,
    search,
    fitting: () => {
      const proposed = fit.proposeDimensions();
      const checked = sizeSchema.safeParse(proposed);
      return checked.success ? checked.data : null;
    },
    change: (next) => Object.assign(terminal.options, optionsOf(next)),
    takeTheme: () => {
      terminal.options.theme = readTerminalTheme();
    },
    dispose: () => {
      release();
      silence.dispose();
      inert?.dispose();
      terminal.dispose();
    },
  };
};
