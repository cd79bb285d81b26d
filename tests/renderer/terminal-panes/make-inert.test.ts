import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { makeInert } from '../../../src-renderer/terminal-panes/make-inert.ts';
import { escapesThatReachOut } from '../../support/escapes-that-reach-out.ts';

const open = () => {
  const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const heard: string[] = [];
  terminal.onTitleChange((title) => heard.push(title));
  makeInert(terminal.parser);
  return { terminal, heard };
};

const rows = (terminal: headless.Terminal): string[] =>
  Array.from({ length: 24 }, (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '');

const write = (terminal: headless.Terminal, text: string): Promise<void> =>
  new Promise((resolve) => terminal.write(text, resolve));

describe('a terminal of a recording', () => {
  it.each(escapesThatReachOut)(
    'draws what stands around $name, and does nothing by it',
    async ({ sequence }) => {
      const { terminal, heard } = open();
      await write(terminal, `before ${sequence}after`);
      expect(rows(terminal)[0]).toBe('before after');
      expect(heard).toEqual([]);
    },
  );

  it('shows the text of a link without its address', async () => {
    const { terminal } = open();
    await write(terminal, '\u001b]8;;https://evil.example/\u0007bank\u001b]8;;\u0007');
    expect(rows(terminal)[0]).toBe('bank');
  });

  // Each of them would keep xterm busy for minutes.
  it.each(['L', 'M', 'S', 'T', 'b', '@', 'P', 'I', 'Z', ' @', ' A', "'}", "'~"])(
    'is not held up by a count of two thousand million before %s',
    async (final) => {
      const { terminal } = open();
      await write(terminal, `x\u001b[2147483647${final}\r\u001b[2Kstill there`);
      expect(rows(terminal)[0]).toBe('still there');
    },
  );

  it('does what a program asks for in earnest', async () => {
    const { terminal } = open();
    await write(terminal, 'one\r\ntwo\u001b[1;1H\u001b[1Lzero\u001b[5b');
    expect(rows(terminal).slice(0, 3)).toEqual(['zeroooooo', 'one', 'two']);
  });
});
