import type { Terminal } from '@xterm/xterm';
import type { Screen } from './terminal-follower.ts';

/** Control characters out of a reason: it must not steer the terminal it is written into. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');

/** CAN: ends whatever sequence or character is unfinished. As bytes, since those of a text are read apart from these. */
const cancel = new Uint8Array([0x18]);

/**
 * What the follower draws on. Everything goes through xterm's queue, so that a reset or resize takes effect between the
 * bytes it came between.
 */
export const screenOf = (terminal: Pick<Terminal, 'write' | 'reset' | 'resize'>): Screen => ({
  restore: (size, data) => {
    // A reset leaves the parser within the sequence or the character that was cut there: what follows would be taken for its rest.
    terminal.write(cancel, () => {
      terminal.reset();
      terminal.resize(size.cols, size.rows);
    });
    terminal.write(data);
  },
  write: (bytes, drawn) => terminal.write(bytes, drawn),
  resize: (size) => terminal.write('', () => terminal.resize(size.cols, size.rows)),
  markGap: (reason) =>
    terminal.write(`\r\n\u001b[0;2m── not recorded here: ${plain(reason)} ──\u001b[0m\r\n`),
});
