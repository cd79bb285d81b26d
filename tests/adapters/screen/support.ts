import type { Size } from '@contract/instances.ts';
import { type Profile, profileSchema } from '@contract/profiles.ts';
import headless, { type Terminal } from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { WorkerScreens } from '../../../src-main/adapters/screen/worker-screens.ts';
import type { ScreenKey, ScreenSign, SeenLimit } from '../../../src-main/core/ports/screens.ts';
import { bundled } from '../../support/bundle.ts';
import { type MemoryLog, memoryLog } from '../../support/memory-log.ts';

/** Builds the thread's program, for all tests of a file. */
export const builtWorker = (): (() => URL) =>
  bundled('src-main/adapters/screen/worker.ts', 'screen-worker.js');

export interface Heard {
  readonly signs: { readonly key: ScreenKey; readonly sign: ScreenSign; readonly line: string }[];
  readonly titles: string[];
  readonly limits: (SeenLimit | null)[];
  readonly resets: ScreenKey[];
  readonly altered: ScreenKey[];
}

export const screensOf = (
  workerUrl: URL,
): { readonly screens: WorkerScreens; readonly heard: Heard; readonly log: MemoryLog } => {
  const log = memoryLog();
  const screens = new WorkerScreens({ workerUrl, log });
  const heard: Heard = { signs: [], titles: [], limits: [], resets: [], altered: [] };
  screens.listen({
    sign: (key, sign, line) => void heard.signs.push({ key, sign, line }),
    altered: (key) => void heard.altered.push(key),
    limited: (_key, limit) => void heard.limits.push(limit),
    title: (_key, title) => void heard.titles.push(title),
    reset: (key) => void heard.resets.push(key),
  });
  onTestFinished(() => screens.stop());
  return { screens, heard, log };
};

export const signsOf = (signs: Partial<Profile['signs']> = {}): Profile['signs'] =>
  profileSchema.parse({ name: 'test', command: 'true', signs }).signs;

export const setupOf = (size: Size = { cols: 40, rows: 6 }, signs: Partial<Profile['signs']> = {}) => ({
  size,
  scrollback: 1000,
  signs: signsOf(signs),
  offset: 0,
});

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A plain terminal that has drawn `data`. */
export const drawn = async ({ cols, rows }: Size, data: string): Promise<Terminal> => {
  const terminal = new headless.Terminal({ cols, rows, scrollback: 1000, allowProposedApi: true });
  onTestFinished(() => terminal.dispose());
  await new Promise<void>((done) => terminal.write(data, done));
  return terminal;
};

/** All cells of the screen with what can be seen of them. */
export const cellsOf = (terminal: Terminal): string[] => {
  const { active } = terminal.buffer;
  return Array.from({ length: active.length }, (_, row) => {
    const line = active.getLine(row);
    return Array.from({ length: terminal.cols }, (_unused, col) => {
      const cell = line?.getCell(col);
      return `${cell?.getChars() || ' '}${cell?.getFgColorMode()}:${cell?.getFgColor()}:${cell?.getBgColor()}:${cell?.isBold()}`;
    }).join('|');
  });
};
