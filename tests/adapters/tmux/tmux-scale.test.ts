import { describe, expect, it, onTestFinished } from 'vitest';
import type { TmuxTerminals } from '../../../src-main/adapters/tmux/tmux-terminals.ts';
import { RecordingListener } from '../terminals/recording-listener.ts';
import { openSink, shell, value } from '../terminals/terminals-contract.ts';
import { testFolder } from '../terminals/with-folder.ts';
import { makeTmux } from './tmux-for-tests.ts';

async function started(): Promise<{ terminals: TmuxTerminals; listener: RecordingListener }> {
  const terminals = makeTmux(testFolder());
  const listener = new RecordingListener();
  onTestFinished(() => terminals.destroy());
  value(await terminals.start(listener));
  return { terminals, listener };
}

const hundred = Array.from({ length: 100 }, (_, i) => i);

describe('many panes', () => {
  it('opens a hundred at once, each with its own output from the first byte', async () => {
    const { terminals, listener } = await started();
    const opened = await Promise.all(
      hundred.map((i) => terminals.open(shell(`echo I am ${i}.; exec cat`, { tag: `run/${i}/1` }))),
    );
    const panes = opened.map(value);
    await listener.until(() => panes.every(({ pane }) => listener.text(pane).includes('.')));
    panes.forEach(({ pane, tag }, i) => {
      expect(listener.text(pane)).toBe(`I am ${i}.\r\n`);
      expect(tag).toBe(`run/${i}/1`);
    });
    const listed = new Map(value(await terminals.list()).map((info) => [info.pane, info]));
    expect(panes.map(({ pane }) => listed.get(pane))).toEqual(panes);
    expect(listed.size).toBe(100);
    const captures = await Promise.all(panes.map(({ pane }) => terminals.capture(pane)));
    captures.forEach((capture, i) => {
      expect(value(capture).data).toContain(`I am ${i}.`);
    });
  });

  it('tells each of a hundred exits once', async () => {
    const { terminals, listener } = await started();
    const opened = await Promise.all(hundred.map((i) => terminals.open(shell(`echo bye; exit ${i}`))));
    const panes = opened.map(value);
    await listener.until(() => listener.exits.size === 100);
    panes.forEach(({ pane }, i) => {
      expect(listener.exits.get(pane)).toEqual({ status: i, signal: null });
      expect(listener.calls.filter((call) => call === `exited ${pane}`)).toHaveLength(1);
      // What a program prints last may be missing from the stream, and a gap says so.
      expect(listener.calls).toContain(`gap ${pane}`);
    });
  });

  it('echoes keys of one while another floods', async () => {
    const { terminals, listener } = await started();
    const { pane } = await openSink(terminals, listener, 'plain');
    const flood = value(await terminals.open(shell('exec yes "a line of a flooding agent \u2588\u2588"')));
    await listener.until(() => (listener.chunks.get(flood.pane)?.length ?? 0) > 1000);
    for (let key = 1; key <= 50; key++) {
      value(await terminals.type(pane, Buffer.from('k')));
      await listener.until(() => listener.text(pane).includes(`<${key} `));
    }
    const before = listener.chunks.get(flood.pane)?.length ?? 0;
    await listener.until(() => (listener.chunks.get(flood.pane)?.length ?? 0) > before);
    value(await terminals.close(flood.pane));
    const line = Buffer.from('a line of a flooding agent \u2588\u2588\r\n');
    const bytes = listener.bytes(flood.pane);
    const lines = Math.floor(bytes.length / line.length);
    expect(bytes.subarray(0, lines * line.length).equals(Buffer.alloc(lines * line.length, line))).toBe(true);
  });
});
