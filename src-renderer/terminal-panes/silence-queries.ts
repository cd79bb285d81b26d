import type { IDisposable, IParser } from '@xterm/xterm';

/** Reports of a terminal or window that `CSI … t` asks for: position, sizes, title. Other codes change something. */
const windowReports: ReadonlySet<number> = new Set([11, 13, 14, 15, 16, 18, 19, 20, 21]);

/** OSC numbers that set a colour, or ask for one with `?`. */
const colourCommands = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const;

const asks = (data: string): boolean => data.split(';').includes('?');

/**
 * Keeps xterm from answering a program's questions about its terminal. tmux has answered already; a second answer
 * would reach the program as if the person had typed it. Handlers that say `true` keep xterm's own from running.
 */
export const silenceQueries = (parser: IParser): IDisposable => {
  const handled = (): boolean => true;
  const parts: IDisposable[] = [
    // Device attributes: primary, secondary, tertiary.
    parser.registerCsiHandler({ final: 'c' }, handled),
    parser.registerCsiHandler({ prefix: '>', final: 'c' }, handled),
    parser.registerCsiHandler({ prefix: '=', final: 'c' }, handled),
    // Device status and cursor position.
    parser.registerCsiHandler({ final: 'n' }, handled),
    parser.registerCsiHandler({ prefix: '?', final: 'n' }, handled),
    // Modes (DECRQM), terminal parameters, xterm's version, keyboard protocol.
    parser.registerCsiHandler({ intermediates: '$', final: 'p' }, handled),
    parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, handled),
    parser.registerCsiHandler({ final: 'x' }, handled),
    parser.registerCsiHandler({ prefix: '>', final: 'q' }, handled),
    parser.registerCsiHandler({ prefix: '?', final: 'u' }, handled),
    parser.registerCsiHandler(
      { final: 't' },
      ([first]) => typeof first === 'number' && windowReports.has(first),
    ),
    // Settings (DECRQSS) and terminal capabilities (XTGETTCAP).
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, handled),
    parser.registerDcsHandler({ intermediates: '+', final: 'q' }, handled),
    ...colourCommands.map((command) => parser.registerOscHandler(command, asks)),
    // The clipboard belongs to the person: neither written nor read by a program.
    parser.registerOscHandler(52, handled),
  ];
  return {
    dispose: () => {
      for (const part of parts) part.dispose();
    },
  };
};

/** Focus reports, which xterm sends by itself; switching panes must type nothing into an agent. */
export const isFocusReport = (data: string): boolean => data === '\u001b[I' || data === '\u001b[O';
