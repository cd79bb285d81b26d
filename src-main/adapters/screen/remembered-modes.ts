import type { IDisposable, Terminal } from '@xterm/headless';

/** Mouse encodings and cursor visibility: what the serializer leaves out and a viewer would miss. */
const privateModes = [1005, 1006, 1015, 1016, 25];
const switchedOn = new Set([25]);

const numbers = (params: readonly (number | number[])[]): number[] =>
  params.map((param) => (typeof param === 'number' ? param : (param[0] ?? 0)));

/**
 * Watches the output for modes that `@xterm/addon-serialize` does not restore, and writes them behind its text. The
 * handlers answer false, so the terminal acts on each sequence as always.
 */
export const rememberModes = (terminal: Terminal) => {
  const modes = new Map<number, boolean>();
  /** Scroll region by buffer, as the parameters that set it. */
  const regions = new Map<string, string>();
  let cursorStyle: number | null = null;

  const forget = (): boolean => {
    modes.clear();
    regions.clear();
    cursorStyle = null;
    return false;
  };
  const switchModes = (on: boolean) => (params: (number | number[])[]) => {
    for (const mode of numbers(params)) if (privateModes.includes(mode)) modes.set(mode, on);
    return false;
  };
  const { parser, buffer } = terminal;
  const watches: IDisposable[] = [
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, switchModes(true)),
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, switchModes(false)),
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, (params) => {
      cursorStyle = numbers(params)[0] ?? 0;
      return false;
    }),
    parser.registerCsiHandler({ final: 'r' }, (params) => {
      regions.set(buffer.active.type, numbers(params).join(';'));
      return false;
    }),
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, forget),
    parser.registerEscHandler({ final: 'c' }, forget),
    // A terminal drops its region when it is resized.
    terminal.onResize(() => regions.clear()),
  ];

  /** Setting a region moves the cursor home, so it is put back. */
  const region = (): string => {
    const params = regions.get(buffer.active.type);
    // With origin mode the cursor's address depends on the region; such programs redraw themselves.
    if (params === undefined || params === '0' || params === '0;0' || terminal.modes.originMode) return '';
    const { cursorX, cursorY } = buffer.active;
    return `\x1b[${params}r\x1b[${cursorY + 1};${Math.min(cursorX, terminal.cols - 1) + 1}H`;
  };

  /** Modes that xterm does not tell of. */
  const untold = (): string => {
    const changed = [...modes].filter(([mode, on]) => on !== switchedOn.has(mode));
    const switches = changed.map(([mode, on]) => `\x1b[?${mode}${on ? 'h' : 'l'}`).join('');
    return `${switches}${cursorStyle === null ? '' : `\x1b[${cursorStyle} q`}`;
  };

  return {
    untold,
    /** Escape sequences that bring a terminal restored by the serializer to these modes. */
    restore: (): string => `${region()}${untold()}`,
    dispose: () => {
      for (const watch of watches) watch.dispose();
    },
  };
};
