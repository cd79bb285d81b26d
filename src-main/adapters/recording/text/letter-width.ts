import { Unicode11Addon } from '@xterm/addon-unicode11';
import type { ITerminalAddon, IUnicodeVersionProvider } from '@xterm/headless';

type Terminal = Parameters<ITerminalAddon['activate']>[0];

const widths = ((): IUnicodeVersionProvider => {
  const found: IUnicodeVersionProvider[] = [];
  const unicode = { register: (provider: IUnicodeVersionProvider) => void found.push(provider) };
  // All that the addon asks of a terminal: it hands over its tables.
  new Unicode11Addon().activate({ unicode } as unknown as Terminal &
    Parameters<Unicode11Addon['activate']>[0]);
  const [provider] = found;
  if (provider === undefined) throw new Error('the addon hands over no widths');
  return provider;
})();

/** Cells that a letter takes, as the terminals of the window and of the host reckon: 0 for an accent, 2 for a wide one. */
export const widthOf = (code: number): 0 | 1 | 2 => widths.wcwidth(code);
