import type { readerOf } from '../support.ts';
import { allRecords } from '../support.ts';
import { freshTerminal, write } from '../terminal-state.ts';

/** The rows of the screen after each record of an instance, and all bytes of its output as a text. */
export const screensOf = async (
  reader: ReturnType<typeof readerOf>,
  instance: string,
): Promise<{ readonly screens: readonly (readonly string[])[]; readonly drawn: string }> => {
  const terminal = freshTerminal({ cols: 80, rows: 24 });
  const screens: string[][] = [];
  const parts: Uint8Array[] = [];
  for (const { record } of allRecords(reader, instance)) {
    if (record.kind === 'blank') {
      terminal.reset();
      terminal.resize(record.size.cols, record.size.rows);
    } else if (record.kind === 'resized') terminal.resize(record.size.cols, record.size.rows);
    else if (record.kind === 'output') {
      parts.push(record.bytes);
      await write(terminal, record.bytes);
    } else if (record.kind === 'inject') await write(terminal, record.data);
    const { active } = terminal.buffer;
    screens.push(
      Array.from(
        { length: terminal.rows },
        (_, row) => active.getLine(active.baseY + row)?.translateToString(false) ?? '',
      ),
    );
  }
  terminal.dispose();
  return { screens, drawn: Buffer.concat(parts).toString('utf8') };
};
