import headless from '@xterm/headless';
import { expect, it, onTestFinished } from 'vitest';
import type { PaneCapture } from '../../../src-main/core/ports/terminals.ts';
import { RecordingListener } from '../terminals/recording-listener.ts';
import { shell, value } from '../terminals/terminals-contract.ts';
import { testFolder } from '../terminals/with-folder.ts';
import { makeTmux } from './tmux-for-tests.ts';

type Screen = InstanceType<typeof headless.Terminal>;

async function shown(data: string | Uint8Array, size: { cols: number; rows: number }): Promise<Screen> {
  const screen = new headless.Terminal({ ...size, scrollback: 5000, allowProposedApi: true });
  await new Promise<void>((resolve) => screen.write(data, resolve));
  return screen;
}

/** All rows with their colours, the cursor and the modes: what must be alike. */
function state(screen: Screen): unknown {
  const buffer = screen.buffer.active;
  const rows = Array.from({ length: buffer.length }, (_, y) => {
    const line = buffer.getLine(y);
    return Array.from({ length: screen.cols }, (_, x) => {
      const cell = line?.getCell(x);
      if (cell === undefined) return '';
      return `${cell.getChars() || ' '}${cell.getFgColor()},${cell.getBgColor()},${cell.isBold()}`;
    });
  });
  const { mouseTrackingMode, applicationCursorKeysMode, applicationKeypadMode, wraparoundMode } =
    screen.modes;
  const modes = { mouseTrackingMode, applicationCursorKeysMode, applicationKeypadMode, wraparoundMode };
  return { kind: buffer.type, rows, cursor: [buffer.cursorX, buffer.cursorY], modes };
}

const programs = {
  'a short text': 'printf "hello\\r\\nworld: "',
  'a long history with colours':
    'i=0; while [ $i -lt 200 ]; do printf "\\033[3$((i % 8))mrow %d\\033[m tail\\n" $i; i=$((i+1)); done',
  'wide characters': 'printf "漢字 ü e\\314\\201 \\342\\226\\210\\n"',
  'lines that look like control mode': 'printf "%%output %%1 x\\n%%end 1 2 1\\n%%begin 1 1 1\\n"',
  'coloured blanks': 'printf "\\033[44mx   \\033[m\\n\\033[41m   \\033[m\\n"',
  'an alternate screen over a main one':
    'seq 1 60; printf "\\033[?1049h\\033[H\\033[2J\\033[1mTOP\\033[5;10Hx"',
  modes: 'printf "\\033[?1h\\033=\\033[?1002h\\033[?1006h\\033[?7lx\\033[3;5H"',
};

it.each(Object.entries(programs))(
  'brings a cleared terminal to the same state: %s',
  async (_name, script) => {
    const terminals = makeTmux(testFolder());
    const listener = new RecordingListener();
    onTestFinished(() => terminals.destroy());
    value(await terminals.start(listener));
    const size = { cols: 60, rows: 20 };
    const { pane } = value(
      await terminals.open(shell(`${script}; printf "\\033]2;done\\007"; exec cat`, { size })),
    );
    await listener.until(() => listener.text(pane).includes('\x1b]2;done\x07'));
    const capture: PaneCapture = value(await terminals.capture(pane));
    expect(capture.size).toEqual(size);
    expect(state(await shown(capture.data, size))).toEqual(state(await shown(listener.bytes(pane), size)));
  },
);
