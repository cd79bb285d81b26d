import type { ITheme } from '@xterm/xterm';

const names = {
  background: 'bg',
  foreground: 'fg',
  cursor: 'cursor',
  cursorAccent: 'bg',
  selectionBackground: 'selection',
  black: 'black',
  red: 'red',
  green: 'green',
  yellow: 'yellow',
  blue: 'blue',
  magenta: 'magenta',
  cyan: 'cyan',
  white: 'white',
  brightBlack: 'bright-black',
  brightRed: 'bright-red',
  brightGreen: 'bright-green',
  brightYellow: 'bright-yellow',
  brightBlue: 'bright-blue',
  brightMagenta: 'bright-magenta',
  brightCyan: 'bright-cyan',
  brightWhite: 'bright-white',
} as const;

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The tokens of the theme in force as xterm takes them. */
export const readTerminalTheme = (): ITheme => ({
  ...Object.fromEntries(Object.entries(names).map(([key, name]) => [key, token(`--terminal-${name}`)])),
  scrollbarSliderBackground: `${token('--grey')}55`,
  scrollbarSliderHoverBackground: `${token('--grey')}88`,
  scrollbarSliderActiveBackground: `${token('--grey')}aa`,
});

/** Colours of search hits: amber is kept for what needs a person, so the accent marks them. */
export const readSearchColours = () => ({
  matchBackground: token('--terminal-selection'),
  matchOverviewRuler: token('--accent'),
  activeMatchBackground: token('--accent-solid'),
  activeMatchColorOverviewRuler: token('--accent'),
});

export const readTerminalFont = (): string => token('--font-figures');

/** Calls at each change of theme, whoever made it. */
export const onThemeChange = (listener: () => void): (() => void) => {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: light)');
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
};

/** Milliseconds to wait for a font that comes with the app; a terminal in another font is better than none. */
const longestFontWait = 1500;

/** The bundled font is there (a terminal that is measured before draws with the wrong cell), or will not come in time. */
export const fontsReady = async (): Promise<void> => {
  const loaded = Promise.allSettled(
    ['400', '700'].map((weight) => document.fonts.load(`${weight} 13px ${readTerminalFont()}`)),
  );
  const late = new Promise((resolve) => setTimeout(resolve, longestFontWait));
  await Promise.race([loaded, late]);
};
