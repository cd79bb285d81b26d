import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { isFocusReport, silenceQueries } from '../../../src-renderer/terminal-panes/silence-queries.ts';
import { screenOf } from '../../../src-renderer/terminal-panes/terminal-screen-port.ts';

const esc = '\u001b';
const open = () => {
  const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const answers: string[] = [];
  terminal.onData((data) => answers.push(data));
  terminal.onBinary((data) => answers.push(data));
  return { terminal, answers };
};
const write = (terminal: { write(data: string, done: () => void): void }, data: string): Promise<void> =>
  new Promise((resolve) => terminal.write(data, resolve));

const answeredByXterm = [
  `${esc}[c`,
  `${esc}[0c`,
  `${esc}[>c`,
  `${esc}[5n`,
  `${esc}[6n`,
  `${esc}[?6n`,
  `${esc}[4$p`,
  `${esc}[?2004$p`,
  `${esc}P$qm${esc}\\`,
  `${esc}[18t`,
];

describe('questions about the terminal', () => {
  it.each(answeredByXterm)('would be answered by xterm, and are not here: %j', async (query) => {
    const talkative = open();
    talkative.terminal.options.windowOptions = { getWinSizeChars: true };
    await write(talkative.terminal, query);
    expect(talkative.answers).not.toEqual([]);
    const silent = open();
    silent.terminal.options.windowOptions = { getWinSizeChars: true };
    silenceQueries(silent.terminal.parser);
    await write(silent.terminal, query);
    expect(silent.answers).toEqual([]);
  });

  it('are kept quiet in the middle of output, which is drawn whole', async () => {
    const { terminal, answers } = open();
    silenceQueries(terminal.parser);
    const queries = [
      ...answeredByXterm,
      `${esc}[=c`,
      `${esc}[>q`,
      `${esc}[?u`,
      `${esc}[x`,
      `${esc}P+q544e${esc}\\`,
      `${esc}]4;1;?\u0007`,
      `${esc}]10;?\u0007`,
      `${esc}]11;?${esc}\\`,
      `${esc}]12;?\u0007`,
      `${esc}]52;c;?\u0007`,
    ];
    await write(terminal, queries.map((query, at) => `${String.fromCharCode(97 + at)}${query}`).join(''));
    expect(answers).toEqual([]);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('abcdefghijklmnopqrst');
  });

  it('leave what was typed, colours that are set and titles alone', async () => {
    const { terminal, answers } = open();
    silenceQueries(terminal.parser);
    const titles: string[] = [];
    terminal.onTitleChange((title) => titles.push(title));
    await write(terminal, `${esc}[22;0t${esc}]2;at work\u0007${esc}[23;0t`);
    terminal.input('ls\r');
    terminal.input(`${esc}[A`);
    expect(answers).toEqual(['ls\r', `${esc}[A`]);
    expect(titles[0]).toBe('at work');
  });

  it('know a focus report from what a person types', () => {
    expect([`${esc}[I`, `${esc}[O`].every(isFocusReport)).toBe(true);
    expect([`${esc}`, 'I', `${esc}[A`, `${esc}OA`].some(isFocusReport)).toBe(false);
  });
});

describe('what is drawn', () => {
  it('takes resets and sizes in their place between the bytes', async () => {
    const { terminal } = open();
    const screen = screenOf(terminal);
    const bytes = (text: string) => new TextEncoder().encode(text);
    screen.write(bytes('old text that a snapshot replaces'), () => {});
    screen.restore({ cols: 10, rows: 5 }, 'new');
    screen.resize({ cols: 4, rows: 5 });
    await new Promise<void>((resolve) => screen.write(bytes(' and wraps'), resolve));
    const rows = [0, 1, 2, 3].map((row) => terminal.buffer.active.getLine(row)?.translateToString(true));
    expect(rows).toEqual(['new ', 'and ', 'wrap', 's']);
    screen.markGap(`away${esc}[2J\r\nfor long`);
    await write(terminal, '');
    expect(terminal.cols).toBe(4);
    expect(terminal.buffer.active.getLine(3)?.translateToString(true)).toBe('s');
  });
});
